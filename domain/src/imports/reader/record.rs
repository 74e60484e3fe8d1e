//! How the file's shapes are written down: once, as tables. `record!` declares a mapping with its keys and how each is read;
//! `words!` declares a closed vocabulary.

/// A mapping of the file. Each line says whether the key must be there, its name, its type and its reader:
///
/// * `required` must be there; `nullable` must be there and may be `null`;
/// * `optional` may be left out (`None`); `defaulted` may be left out (false, an empty list);
/// * `as "type"` names the key when it is no name for a field.
///
/// Unknown, repeated and missing keys are faults. An entry with a fault anywhere inside is not built.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $mode:ident $field:ident $(as $key:literal)? : $type:ty = $reader:expr; )*
            $( + $(#[$extra_meta:meta])* $extra:ident : $extra_type:ty = $initial:expr; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            /// Where the entry begins in the file.
            pub place: $crate::imports::reader::Place,
            $( $(#[$field_meta])* pub $field: $type, )*
            $( $(#[$extra_meta])* pub $extra: $extra_type, )*
        }

        impl $name {
            pub(in $crate::imports::reader) fn read(
                reading: &mut $crate::imports::reader::reading::Reading,
                node: &$crate::imports::reader::node::Node,
            ) -> Option<Self> {
                let fields = reading.open(node, &[$( $crate::imports::reader::record::key!($field $(as $key)?) ),*])?;
                // All first, then the names: a field called `date` must not hide the reader `date`.
                let ($( $field, )*) =
                    ($( reading.$mode(&fields, $crate::imports::reader::record::key!($field $(as $key)?), $reader), )*);
                Some(Self { place: fields.place, $( $field: $field?, )* $( $extra: $initial, )* })
            }
        }
    };
}

macro_rules! key {
    ($field:ident as $key:literal) => {
        $key
    };
    ($field:ident) => {
        stringify!($field)
    };
}

/// A closed vocabulary: an enum and the word that the file uses for each of its values.
macro_rules! words {
    ($( $(#[$meta:meta])* pub enum $name:ident { $($variant:ident = $word:literal),* $(,)? } )*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $name { $($variant,)* }

            impl $name {
                pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

                /// The word in files.
                pub fn code(self) -> &'static str {
                    match self { $(Self::$variant => $word,)* }
                }
            }

            impl $crate::imports::reader::values::Word for $name {
                fn all() -> &'static [Self] {
                    Self::ALL
                }

                fn word(self) -> &'static str {
                    self.code()
                }
            }
        )*
    };
}

pub(super) use {key, record, words};
