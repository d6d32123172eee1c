//! What a name may look like: ids of items and codes, of forms, of outcome classes, and versions.

/// Longest name, in bytes.
pub const LONGEST: usize = 64;

/// Names the expression language and the text keys use themselves; no item may have one.
pub const RESERVED: [&str; 34] = [
    "alerts",
    "all",
    "answered",
    "bands",
    "choiceLists",
    "count",
    "date",
    "declined",
    "dimensions",
    "doesNotKnow",
    "exists",
    "false",
    "in",
    "indicators",
    "max",
    "mean",
    "min",
    "missing",
    "noIndicator",
    "notAsked",
    "notConveyed",
    "notObservable",
    "null",
    "outcomes",
    "rows",
    "scores",
    "size",
    "sources",
    "sum",
    "terms",
    "title",
    "today",
    "true",
    "yearsBetween",
];

fn is_name(text: &str, rest: fn(u8) -> bool) -> bool {
    let mut bytes = text.bytes();
    text.len() <= LONGEST && bytes.next().is_some_and(|first| first.is_ascii_lowercase()) && bytes.all(rest)
}

/// Whether `text` is an id of an item, choice, indicator, score …: `^[a-z][a-z0-9_]{0,63}$`.
///
/// ```
/// use nrm_screening::id::is_id;
/// assert!(is_id("papers_2"));
/// assert!(!is_id("Papers") && !is_id("2papers") && !is_id("__proto__"));
/// ```
pub fn is_id(text: &str) -> bool {
    is_name(text, |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether `text` is an id of a form: `^[a-z][a-z0-9-]{0,63}$`.
pub fn is_form_id(text: &str) -> bool {
    is_name(text, |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether `text` names an outcome class: `^[a-z][A-Za-z0-9]{0,63}$`.
pub fn is_class(text: &str) -> bool {
    is_name(text, |byte| byte.is_ascii_alphanumeric())
}

/// Whether `text` names a choice list: an item's id or `camelCase`.
pub fn is_list_name(text: &str) -> bool {
    is_name(text, |byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether `text` is a language tag of the kind forms use: two or three letters, then an optional region (`fr`, `ar`, `pt-BR`).
pub fn is_language(text: &str) -> bool {
    let (language, region) = text.split_once('-').unwrap_or((text, "XX"));
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && region.len() == 2
        && region.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether `text` can be called: digits in groups, after a `+` where a country code comes first.
#[cfg(feature = "compile")]
pub fn is_phone(text: &str) -> bool {
    let groups = text.strip_prefix('+').unwrap_or(text);
    let is_group = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 24 && groups.split(' ').all(is_group)
}

/// Whether `text` is a version: three whole numbers joined by dots, none with a leading zero.
pub fn is_version(text: &str) -> bool {
    let mut parts = 0;
    text.split('.').all(|part| {
        parts += 1;
        matches!(part.len(), 1..=6)
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
    }) && parts == 3
}

/// SHA-256 of these bytes, in hexadecimal digits.
#[cfg(any(feature = "compile", not(any(feature = "element", feature = "paper", feature = "verify"))))]
pub(crate) fn digest(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex(&sha2::Sha256::digest(bytes))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    text
}

/// Names and their places, found without comparing them all: a table of places by the hash of the name.
///
/// ```
/// use nrm_screening::id::Index;
/// let mut index = Index::default();
/// assert_eq!((index.add("papers"), index.add("locked"), index.add("papers")), (Ok(0), Ok(1), Err(0)));
/// assert_eq!((index.find("locked"), index.find("hours")), (Some(1), None));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Index {
    names: Vec<Box<str>>,
    /// Place + 1 by hash; 0 is free. Its length is a power of two, at least twice that of the names.
    slots: Vec<u16>,
}

impl Index {
    /// Adds a name.
    ///
    /// # Errors
    /// The place it already has. Beyond 30,000 names none is added.
    pub fn add(&mut self, name: &str) -> Result<u16, u16> {
        if let Some(place) = self.find(name) {
            return Err(place);
        }
        let place = u16::try_from(self.names.len()).ok().filter(|place| *place < 30_000).ok_or(u16::MAX)?;
        self.names.push(name.into());
        if self.slots.len() < self.names.len() * 2 {
            let length = (self.slots.len() * 2).max(16);
            self.slots.clear();
            self.slots.resize(length, 0);
            for place in 0..=place {
                self.put(place);
            }
        } else {
            self.put(place);
        }
        Ok(place)
    }

    /// The place of a name.
    pub fn find(&self, name: &str) -> Option<u16> {
        let mut slot = self.slot(name);
        loop {
            let place = self.slots.get(slot)?.checked_sub(1)?;
            if self.names.get(usize::from(place)).is_some_and(|known| **known == *name) {
                return Some(place);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// The names in order of their places.
    pub fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// Where a name's search begins: FNV-1a.
    fn slot(&self, name: &str) -> usize {
        let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        hash as usize & self.slots.len().saturating_sub(1)
    }

    fn put(&mut self, place: u16) {
        let Some(mut slot) = self.names.get(usize::from(place)).map(|name| self.slot(name)) else { return };
        while self.slots.get(slot).is_some_and(|taken| *taken > 0) {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = place + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_four_bytes_are_a_name_and_sixty_five_are_not() {
        assert!(is_id(&"a".repeat(64)));
        assert!(!is_id(&"a".repeat(65)));
        assert!(!is_id(""));
    }

    #[test]
    fn versions_have_three_plain_numbers() {
        assert!(is_version("0.1.0") && is_version("10.20.30"));
        for wrong in ["1", "1.0", "1.0.0.0", "01.0.0", "1.0.x", "1..0", ""] {
            assert!(!is_version(wrong), "{wrong}");
        }
    }

    #[test]
    fn an_index_finds_what_was_added_and_nothing_else() {
        let mut index = Index::default();
        for number in 0..5000_u16 {
            assert_eq!(index.add(&format!("q{number}")), Ok(number));
        }
        for number in 0..5000_u16 {
            assert_eq!(index.find(&format!("q{number}")), Some(number));
            assert_eq!(index.add(&format!("q{number}")), Err(number));
        }
        assert_eq!(index.find("q5000"), None);
    }

    #[test]
    fn reserved_names_are_in_order() {
        assert!(RESERVED.is_sorted());
    }

    #[test]
    fn languages_may_have_a_region() {
        assert!(is_language("fr") && is_language("pt-BR") && is_language("som"));
        for wrong in ["", "f", "FR", "fr-", "fr-be", "fr_BE", "français"] {
            assert!(!is_language(wrong), "{wrong}");
        }
    }
}
