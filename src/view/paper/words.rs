//! The words that only paper has: which there are, and one language's table of them.

use crate::codec;
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

    /// The words as text for the device: [`from_text`](Self::from_text) reads them again.
    pub fn to_text(&self) -> String {
        codec::write(HEAD, self)
    }

    /// Reads words that this version of the engine has written; none of anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        codec::read(HEAD, text)
    }
}

/// How the text of a language's words of paper begins.
const HEAD: &str = concat!("nrm1 paper ", env!("CARGO_PKG_VERSION"));
