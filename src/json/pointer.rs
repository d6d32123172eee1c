//! JSON pointers (RFC 6901), grown and shrunk while walking a tree.

/// The path from the root to the value at hand.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    path: String,
}

impl Pointer {
    /// The pointer of that text.
    #[cfg(feature = "compile")]
    pub(crate) fn of(path: &str) -> Self {
        Self { path: path.into() }
    }

    /// The path as text; the root is the empty text.
    pub fn as_str(&self) -> &str {
        &self.path
    }

    /// Goes one key deeper; returns what [`leave`](Self::leave) needs.
    #[inline(never)]
    pub(crate) fn enter(&mut self, key: &str) -> usize {
        let length = self.path.len();
        self.path.push('/');
        for letter in key.chars() {
            match letter {
                '~' => self.path.push_str("~0"),
                '/' => self.path.push_str("~1"),
                other => self.path.push(other),
            }
        }
        length
    }

    /// Goes back to where [`enter`](Self::enter) was called.
    pub(crate) fn leave(&mut self, length: usize) {
        self.path.truncate(length);
    }

    /// Runs `walk` one key deeper.
    pub fn at<T>(&mut self, key: &str, walk: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.enter(key);
        let result = walk(self);
        self.leave(length);
        result
    }

    /// Runs `walk` one place of a list deeper.
    pub fn nth<T>(&mut self, place: usize, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.at(&place.to_string(), walk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slash_and_tilde_are_escaped() {
        let mut pointer = Pointer::default();
        let deep = pointer.at("a/b", |inner| inner.nth(3, |inner| inner.at("~", |inner| inner.as_str().to_owned())));
        assert_eq!(deep, "/a~1b/3/~0");
        assert_eq!(pointer.as_str(), "");
    }
}
