//! Readers of lists, and of mappings from ids to values.

use super::fault::FaultCode;
use super::kind::Kind;
use super::node::{Content, Node};
use super::reading::Reading;
use super::values::is_id;

/// What was read of each item; a fault in one does not hide those of the next.
fn items<T>(
    reading: &mut Reading,
    node: &Node,
    read: impl Fn(&mut Reading, &Node) -> Option<T>,
) -> Option<Vec<Option<T>>> {
    let Content::List(items) = &node.content else {
        return reading.refuse(node, FaultCode::WrongType, "a list");
    };
    let each = items.iter().enumerate();
    Some(
        each.map(|(index, item)| reading.child(&format!("[{index}]"), item, &read))
            .collect(),
    )
}

/// A list inside an entry: there only if each of its items is.
pub(super) fn list<T>(
    read: impl Fn(&mut Reading, &Node) -> Option<T>,
) -> impl Fn(&mut Reading, &Node) -> Option<Vec<T>> {
    move |reading, node| items(reading, node, &read)?.into_iter().collect()
}

/// A list inside an entry with at least one item.
pub(super) fn some<T>(
    read: impl Fn(&mut Reading, &Node) -> Option<T>,
) -> impl Fn(&mut Reading, &Node) -> Option<Vec<T>> {
    move |reading, node| {
        if matches!(&node.content, Content::List(items) if items.is_empty()) {
            return reading.refuse(node, FaultCode::BadLength, "a list with at least one item");
        }
        list(&read)(reading, node)
    }
}

/// A section of the file: the entries that could be read. What is wrong with the others is already said.
pub(super) fn entries<T>(
    read: impl Fn(&mut Reading, &Node) -> Option<T>,
) -> impl Fn(&mut Reading, &Node) -> Option<Vec<T>> {
    move |reading, node| Some(items(reading, node, &read)?.into_iter().flatten().collect())
}

/// A mapping from ids of one kind to values, in the order of the file.
pub(super) fn by_id<T>(
    kind: Kind,
    read: impl Fn(&mut Reading, &Node) -> Option<T>,
) -> impl Fn(&mut Reading, &Node) -> Option<Vec<(String, T)>> {
    move |reading, node| {
        let Content::Mapping(entries) = &node.content else {
            return reading.refuse(
                node,
                FaultCode::WrongType,
                "a mapping from ids to values, or {}",
            );
        };
        let mut values = Vec::new();
        for (key, value) in entries {
            let Some(id) = key
                .name
                .as_deref()
                .filter(|id| is_id(id) && !key.is_repeated)
            else {
                let code = if key.is_repeated {
                    FaultCode::DuplicateKey
                } else {
                    FaultCode::BadId
                };
                reading.refuse_key(key, code, "an id, each once in a mapping".to_owned());
                values.push(None);
                continue;
            };
            let read_one = |reading: &mut Reading, node: &Node| {
                reading.name(kind, id, key.line, key.column);
                read(reading, node)
            };
            values.push(
                reading
                    .child(&format!(".{id}"), value, read_one)
                    .map(|value| (id.to_owned(), value)),
            );
        }
        values.into_iter().collect()
    }
}
