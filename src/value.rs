//! The values a form is about: three-valued truth, the reasons of a silence, answers, dates, urgency.

/// Makes an enumeration whose members have one written name each, in one static list.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $member:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "maintain", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$doc])* #[cfg_attr(feature = "maintain", schemars(rename = $word))] $member),* }

        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$member),*];
            /// The written names, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The written name.
            pub fn word(self) -> &'static str {
                Self::WORDS.get(self as usize).copied().unwrap_or_default()
            }

            /// The member of that name.
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.get($crate::value::place_of(word, Self::WORDS)?).copied()
            }
        }

        impl $crate::codec::Plain for $name {
            fn write(&self, out: &mut String) {
                $crate::codec::Plain::write(&(*self as u16), out);
            }
            fn read(from: &mut $crate::codec::Tokens<'_>) -> Self {
                let place: u16 = $crate::codec::Plain::read(from);
                from.or(Self::ALL.get(usize::from(place)).copied(), const { [$(Self::$member),*][0] })
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

/// The place of a word in a list.
#[inline(never)]
pub(crate) fn place_of(word: &str, words: &[&str]) -> Option<usize> {
    words.iter().position(|known| *known == word)
}

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

    /// All of them: the least. One that is false decides, and those after it are not looked at.
    #[must_use]
    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut least = Self::True;
        for truth in truths {
            least = least.and(truth);
            if least == Self::False {
                break;
            }
        }
        least
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
    /// The worker's own conclusion, beside the outcome and never in its place.
    Conclusion {
        /// The same.
        Agrees = "agrees",
        /// More signs than the answers show.
        MoreSigns = "moreSigns",
        /// Fewer signs than the answers show.
        FewerSigns = "fewerSigns",
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

words! {
    /// What an item is.
    ItemType {
        /// A part of the interview; on screen, a page. Groups do not nest.
        Group = "group",
        /// A text without an answer.
        Display = "display",
        /// A consent. Its codes are `given`, `refused`, `asked`, `withdrawn`, `not_required`.
        Consent = "consent",
        /// A question with one answer out of several.
        Single = "single",
        /// A question with any of several answers.
        Multiple = "multiple",
        /// Questions with one answer each out of the same choices.
        Matrix = "matrix",
        /// A whole number.
        Integer = "integer",
        /// A number.
        Decimal = "decimal",
        /// A free text; read by nothing.
        Text = "text",
        /// A day, or what is known of one.
        Date = "date",
        /// A time of day; read by nothing.
        Time = "time",
        /// A condition or a number made of answers.
        Calculate = "calculate",
        /// Questions asked once for each of several persons, journeys, jobs.
        Repeat = "repeat",
    }
}

impl ItemType {
    /// Whether it can be answered. A matrix cannot, its rows can.
    pub fn is_question(self) -> bool {
        !matches!(self, Self::Group | Self::Display | Self::Matrix | Self::Calculate)
    }
}

words! {
    /// How a score is made of what its items weigh.
    Method {
        /// Their sum.
        Sum = "sum",
        /// Their product.
        Product = "product",
        /// Their mean.
        Mean = "mean",
        /// The least.
        Min = "min",
        /// The most.
        Max = "max",
        /// How many weigh at least their threshold.
        Count = "count",
        /// An expression over other scores.
        Calculate = "calculate",
    }
}

mod answer;
mod date;

pub use answer::{Answer, DateGiven};
pub use date::{Calendar, Date, Span, span};

/// How many characters a text has.
pub(crate) fn characters(text: &str) -> usize {
    // Every byte but those that continue one begins a character.
    text.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}

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
