//! The values a form is about: three-valued truth, the reasons of a silence, answers, dates, urgency.

/// Makes an enumeration whose members have one written name each, in one static list.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $member:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$doc])* #[cfg_attr(not(target_arch = "wasm32"), schemars(rename = $word))] $member),* }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$member),*];
            /// The written names, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The written name.
            pub fn word(self) -> &'static str {
                match self { $(Self::$member => $word),* }
            }

            /// The member of that name.
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.word() == word)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What is known of a condition. `Unknown` is never read as no.
    Truth {
        /// It does not hold.
        False = "false",
        /// It is not known whether it holds.
        Unknown = "unknown",
        /// It holds.
        True = "true",
    }
}

impl Truth {
    /// `True` or `False`.
    pub fn known(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }

    /// Both: the lesser of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// At least one: the greater of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

/// The other way round; `Unknown` stays.
impl core::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

words! {
    /// Why a question has no answer. Each is an answer of equal dignity; none ever reads as no.
    Reason {
        /// The person does not wish to answer.
        Declined = "declined",
        /// The person does not know.
        DoesNotKnow = "doesNotKnow",
        /// The question was not asked.
        NotAsked = "notAsked",
        /// The interpreter could not convey it.
        NotConveyed = "notConveyed",
        /// It could not be observed.
        NotObservable = "notObservable",
    }
}

words! {
    /// Who answers an item.
    By {
        /// The person interviewed; asked aloud, only after consent to talk.
        Person = "person",
        /// The worker, from what is seen.
        Observer = "observer",
        /// The worker, from what they know or judge.
        Worker = "worker",
        /// A document.
        Document = "document",
    }
}

words! {
    /// How soon something has to be done.
    Urgency {
        /// No hurry.
        Routine = "routine",
        /// This week.
        Soon = "soon",
        /// Today.
        Urgent = "urgent",
        /// Now.
        Immediate = "immediate",
    }
}

words! {
    /// How much an indicator weighs in its dimension.
    Strength {
        /// Weighs most.
        Strong = "strong",
        /// Weighs some.
        Medium = "medium",
        /// Weighs least.
        Weak = "weak",
    }
}

words! {
    /// What a consent was asked for.
    Scope {
        /// To talk at all.
        Talk = "talk",
        /// To keep a record.
        Record = "record",
        /// To be referred to a service.
        Refer = "refer",
        /// To share with a named recipient.
        Share = "share",
    }
}

words! {
    /// What became of a consent; the codes of every consent item, in this order.
    Consent {
        /// Given.
        Given = "given",
        /// Refused.
        Refused = "refused",
        /// Asked, and not yet decided.
        Asked = "asked",
        /// Given, then withdrawn.
        Withdrawn = "withdrawn",
        /// Not required.
        NotRequired = "not_required",
    }
}

mod answer;
mod date;

pub use answer::{Answer, DateGiven};
pub use date::{Calendar, Date, Span, span};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_valued_connectives_are_kleenes() {
        use Truth::{False as F, True as T, Unknown as U};
        let rows = [
            (F, F, F, F),
            (F, U, F, U),
            (F, T, F, T),
            (U, F, F, U),
            (U, U, U, U),
            (U, T, U, T),
            (T, F, F, T),
            (T, U, U, T),
            (T, T, T, T),
        ];
        for (a, b, both, any) in rows {
            assert_eq!((a.and(b), a.or(b)), (both, any), "{a:?} {b:?}");
        }
        assert_eq!((!F, !U, !T), (T, U, F));
    }
}
