//! The words that only paper has: which there are, and one language's table of them.

use crate::codec::{END, token};
use crate::view::word_list::{WordList, keys};
#[cfg(feature = "compile")]
use crate::{diagnostic::Diagnostics, json};

keys! {
    PaperWord in "paper":
    Agreements = "agreements",
    And = "and",
    AndApart = "andApart",
    AnotherSheet = "anotherSheet",
    ByAnswers = "byAnswers",
    Conclusion = "conclusion",
    ConclusionLine = "conclusionLine",
    Contains = "contains",
    ContainsNone = "containsNone",
    Date = "date",
    Declined = "declined",
    Depends = "depends",
    DependsOnMore = "dependsOnMore",
    DoesNotKnow = "doesNotKnow",
    Engine = "engine",
    Fingerprint = "fingerprint",
    HowTo = "howTo",
    If = "if",
    Interviewed = "interviewed",
    Is = "is",
    IsOrSilent = "isOrSilent",
    Key = "key",
    MoreItems = "moreItems",
    MoreServices = "moreServices",
    NoAnswer = "noAnswer",
    NotAsked = "notAsked",
    NotComputed = "notComputed",
    NotConveyed = "notConveyed",
    NotObservable = "notObservable",
    Offered = "offered",
    OnlyIf = "onlyIf",
    Or = "or",
    OrApart = "orApart",
    Other = "other",
    OtherOrSilent = "otherOrSilent",
    OwnWords = "ownWords",
    Quoted = "quoted",
    Reading = "reading",
    RecordRefused = "recordRefused",
    Reference = "reference",
    ResultTitle = "resultTitle",
    Services = "services",
    SilenceCode = "silenceCode",
    TalkNeeded = "talkNeeded",
    Term = "term",
    Unattended = "unattended",
}

/// The words of paper in one language.
pub type PaperWords = WordList<PaperWord>;

impl PaperWords {
    /// Reads the section `paper` of `schemas/interface/<language>.json`.
    ///
    /// # Errors
    /// Text that is not JSON; every word that is missing, by its key.
    #[cfg(feature = "compile")]
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        let json = json::read(text, json::Limits::DEFINITION)?;
        let mut found = Diagnostics::default();
        let words = Self::take(&json, &|_, said| said.text().map(Box::from), &mut found);
        found.or(words)
    }

    /// The words as [`keys`](Self::keys) has them, each ended by U+001F; none if one is missing or there is another.
    pub fn from_texts(texts: &str) -> Option<Self> {
        Self::of(texts.split_terminator(END).map(Box::from).collect())
    }

    /// The keys in their order, each ended by U+001F.
    pub fn keys() -> String {
        let mut out = String::new();
        for word in PaperWord::ALL {
            token(word.key(), &mut out);
        }
        out
    }
}
