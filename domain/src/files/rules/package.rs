//! Office packages (ECMA-376 part 2): zip archives with a table of content types. Only the archive's directory is read; nothing
//! is unpacked, so nothing can burst.

use super::MediaType;

/// Entries of an archive that are looked at; no document comes near.
const ENTRIES_MAX: u16 = 5_000;
/// What all entries may grow to when a reader unpacks them, in bytes.
const UNPACKED_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// The record at an archive's end, without its comment (APPNOTE 4.3.16).
const END_BYTES: usize = 22;
/// An entry of the directory, without its name (APPNOTE 4.3.12).
const ENTRY_BYTES: usize = 46;
const CONTENT_TYPES: &[u8] = b"[Content_Types].xml";

/// The office type of a zip archive; `None` when it is another archive, a damaged one, one with macros, one that is encrypted,
/// one that would unpack to too much, or one with something before or behind it.
pub fn office_type_of(bytes: &[u8]) -> Option<MediaType> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let directory = Directory::of(bytes)?;
    let names = directory.names()?;
    let has_macros = names
        .iter()
        .any(|name| name.to_ascii_lowercase().ends_with(b"vbaproject.bin"));
    let has_strays = names.iter().any(|name| leaves_its_folder(name));
    if has_macros || has_strays || !names.contains(&CONTENT_TYPES) {
        return None;
    }
    let kinds: [(&[u8], MediaType); 3] = [
        (b"word/", MediaType::Docx),
        (b"xl/", MediaType::Xlsx),
        (b"ppt/", MediaType::Pptx),
    ];
    let mut found = kinds
        .into_iter()
        .filter(|(folder, _)| names.iter().any(|name| name.starts_with(folder)));
    let (_, media_type) = found.next()?;
    found.next().is_none().then_some(media_type)
}

/// The directory of an archive that begins at the first byte and ends at the last.
struct Directory<'a> {
    records: &'a [u8],
    entries: u16,
}

impl<'a> Directory<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let end = end_record(bytes)?;
        let is_one_disk = u32_at(bytes, end + 4)? == 0;
        let (here, entries) = (u16_at(bytes, end + 8)?, u16_at(bytes, end + 10)?);
        let size = usize::try_from(u32_at(bytes, end + 12)?).ok()?;
        let start = usize::try_from(u32_at(bytes, end + 16)?).ok()?;
        if !is_one_disk
            || here != entries
            || entries > ENTRIES_MAX
            || start.checked_add(size)? != end
        {
            return None;
        }
        Some(Self {
            records: bytes.get(start..end)?,
            entries,
        })
    }

    /// The names of all entries, if the directory is whole and harmless.
    fn names(&self) -> Option<Vec<&'a [u8]>> {
        const ENCRYPTED: u16 = 1;
        let mut names = Vec::with_capacity(usize::from(self.entries));
        let (mut at, mut unpacked_bytes) = (0, 0_u64);
        for _ in 0..self.entries {
            let is_entry = self.records.get(at..)?.starts_with(b"PK\x01\x02");
            if !is_entry || u16_at(self.records, at + 8)? & ENCRYPTED != 0 {
                return None;
            }
            // A 64-bit entry says 4 GiB here, which is too much as well.
            unpacked_bytes += u64::from(u32_at(self.records, at + 24)?);
            let name_bytes = usize::from(u16_at(self.records, at + 28)?);
            let behind_bytes = usize::from(u16_at(self.records, at + 30)?)
                + usize::from(u16_at(self.records, at + 32)?);
            let name = at + ENTRY_BYTES;
            names.push(self.records.get(name..name + name_bytes)?);
            at = name + name_bytes + behind_bytes;
        }
        (at == self.records.len() && unpacked_bytes <= UNPACKED_BYTES_MAX).then_some(names)
    }
}

/// Where the record at the end begins; its comment reaches exactly to the last byte.
fn end_record(bytes: &[u8]) -> Option<usize> {
    let latest = bytes.len().checked_sub(END_BYTES)?;
    let earliest = latest.saturating_sub(usize::from(u16::MAX));
    (earliest..=latest).rev().find(|at| {
        let reaches_end = || {
            u16_at(bytes, at + 20)
                .is_some_and(|comment| at + END_BYTES + usize::from(comment) == bytes.len())
        };
        bytes[*at..].starts_with(b"PK\x05\x06") && reaches_end()
    })
}

fn leaves_its_folder(name: &[u8]) -> bool {
    name.starts_with(b"/")
        || name.contains(&b'\\')
        || name.split(|byte| *byte == b'/').any(|part| part == b"..")
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    four.try_into().ok().map(u32::from_le_bytes)
}
