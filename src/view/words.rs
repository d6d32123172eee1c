//! The words of the interface: which there are, and one language's table of them.

use crate::codec::{self, Plain, plain_structs, token};
#[cfg(feature = "compile")]
use crate::diagnostic::{Code, Diagnostics};
#[cfg(feature = "compile")]
use crate::json::{Json, Limits, Pointer, read};

macro_rules! keys {
    ($($key:ident = $name:literal,)*) => {
        /// A word or short sentence of the interface, called by the key it has in `schemas/interface`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Word { $(#[doc = concat!("`", $name, "`")] $key,)* }

        impl Word {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$key,)*];

            /// The key in a language's file.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$key => $name,)* }
            }
        }
    };
}

keys! {
    About = "about",
    Add = "add",
    Back = "back",
    BackToAnswers = "backToAnswers",
    BeforeInterpreter = "beforeInterpreter",
    BeforePause = "beforePause",
    BeforePrivate = "beforePrivate",
    BeforeSelf = "beforeSelf",
    BeforeTitle = "beforeTitle",
    CalendarEthiopic = "calendarEthiopic",
    CalendarGregorian = "calendarGregorian",
    CalendarOf = "calendarOf",
    CalendarUnknown = "calendarUnknown",
    Change = "change",
    CheckIntro = "checkIntro",
    CheckTitle = "checkTitle",
    ChooseOrSay = "chooseOrSay",
    Close = "close",
    CloseRow = "closeRow",
    ConsentAsked = "consentAsked",
    ConsentGiven = "consentGiven",
    ConsentNotRequired = "consentNotRequired",
    ConsentRefused = "consentRefused",
    ConsentWithdrawn = "consentWithdrawn",
    ContinueWithout = "continueWithout",
    Day = "day",
    DecimalMark = "decimalMark",
    Declined = "declined",
    DoesNotKnow = "doesNotKnow",
    Done = "done",
    Earliest = "earliest",
    EnoughSigns = "enoughSigns",
    ErrorPrefix = "errorPrefix",
    Finish = "finish",
    FinishConfirm = "finishConfirm",
    FinishNo = "finishNo",
    FinishYes = "finishYes",
    FinishedText = "finishedText",
    FinishedTitle = "finishedTitle",
    ForYou = "forYou",
    FromHost = "fromHost",
    GiveOrSay = "giveOrSay",
    Hide = "hide",
    HideExplained = "hideExplained",
    HideTerm = "hideTerm",
    InWords = "inWords",
    KeepRow = "keepRow",
    KeyHeard = "keyHeard",
    KeyHeight = "keyHeight",
    KeyNo = "keyNo",
    KeyNoAnswer = "keyNoAnswer",
    Languages = "languages",
    LanguagesTitle = "languagesTitle",
    Latest = "latest",
    Leave = "leave",
    LeaveExplained = "leaveExplained",
    LeaveKeyboard = "leaveKeyboard",
    Medium = "medium",
    MissingLine = "missingLine",
    MissingTitle = "missingTitle",
    Modify = "modify",
    Month = "month",
    MoreNo = "moreNo",
    MoreYes = "moreYes",
    Next = "next",
    NoAnswer = "noAnswer",
    NoAnswerChosen = "noAnswerChosen",
    NoAnswerCount = "noAnswerCount",
    NoMoreRows = "noMoreRows",
    None = "none",
    NotAnswered = "notAnswered",
    NotAsked = "notAsked",
    NotConveyed = "notConveyed",
    NotEnoughSigns = "notEnoughSigns",
    NotKnown = "notKnown",
    NotObservable = "notObservable",
    NothingLeaves = "nothingLeaves",
    Now = "now",
    Observed = "observed",
    ObservedTitle = "observedTitle",
    Part = "part",
    Parts = "parts",
    Points = "points",
    ReadAloud = "readAloud",
    ReadMore = "readMore",
    Remove = "remove",
    RemoveAsk = "removeAsk",
    RemoveYes = "removeYes",
    Restored = "restored",
    ResultKicker = "resultKicker",
    ResultNote = "resultNote",
    ReviewNone = "reviewNone",
    Right = "right",
    RowTitle = "rowTitle",
    SeeResult = "seeResult",
    SeveralAllowed = "severalAllowed",
    ShowTerm = "showTerm",
    SignNo = "signNo",
    SignUnknown = "signUnknown",
    SignYes = "signYes",
    SourceUnverified = "sourceUnverified",
    Specify = "specify",
    Start = "start",
    Stated = "stated",
    StillOpenTitle = "stillOpenTitle",
    StillTrue = "stillTrue",
    StopHere = "stopHere",
    StopHereText = "stopHereText",
    StopReview = "stopReview",
    StopWithdraw = "stopWithdraw",
    Strong = "strong",
    ThisWeek = "thisWeek",
    ToDoNow = "toDoNow",
    ToDoTitle = "toDoTitle",
    ToMend = "toMend",
    ToObserve = "toObserve",
    ToReview = "toReview",
    Today = "today",
    TooEarly = "tooEarly",
    TooLate = "tooLate",
    Unanswered = "unanswered",
    Unconfirmed = "unconfirmed",
    Version = "version",
    Weak = "weak",
    Why = "why",
    WhyBasis = "whyBasis",
    WhyTitle = "whyTitle",
    WrongAnswer = "wrongAnswer",
    WrongAs = "wrongAs",
    WrongDate = "wrongDate",
    WrongDatePart = "wrongDatePart",
    WrongLeast = "wrongLeast",
    WrongMost = "wrongMost",
    WrongNumber = "wrongNumber",
    WrongRange = "wrongRange",
    WrongTime = "wrongTime",
    WrongWhole = "wrongWhole",
    Year = "year",
}

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'w> {
    /// Words.
    Text(&'w str),
    /// The name of what stands here.
    Gap(&'w str),
}

/// The interface in one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// Its tag.
    pub language: String,
    /// What it calls itself.
    pub name: String,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
    /// Whether nobody has reviewed it.
    pub unreviewed: bool,
    texts: Vec<Box<str>>,
}

impl Words {
    /// Reads `schemas/interface/<language>.json`.
    ///
    /// # Errors
    /// Text that is not JSON; every word that is missing, by its key.
    #[cfg(feature = "compile")]
    pub fn read(text: &[u8]) -> Result<Self, Diagnostics> {
        let json = read(text, Limits::DEFINITION)?;
        let mut found = Diagnostics::default();
        let mut pointer = Pointer::default();
        let words = json.get("words").map(|words| {
            let mut take = |word: &Word| {
                let said = words.get(word.key()).and_then(Json::text);
                if said.is_none() {
                    pointer.at("words", |pointer| found.tell(Code::MissingKey, pointer, word.key()));
                }
                said.unwrap_or_default().into()
            };
            Word::ALL.iter().map(&mut take).collect()
        });
        let text = |key: &str| json.get(key).and_then(Json::text).unwrap_or_default();
        let read = Self {
            language: text("language").into(),
            name: text("name").into(),
            right_to_left: text("direction") == "rtl",
            unreviewed: text("review") == "none",
            texts: words.unwrap_or_default(),
        };
        if read.texts.is_empty() {
            found.tell(Code::MissingKey, &pointer, "words");
        }
        found.or(read)
    }

    /// The words as text for the device: [`from_text`](Self::from_text) reads them again.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        token(HEAD, &mut out);
        self.write(&mut out);
        out
    }

    /// Reads words that this version of the engine has written; none of anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        codec::read(HEAD, text).filter(|words: &Self| words.texts.len() == Word::ALL.len())
    }

    /// One word.
    pub fn get(&self, word: Word) -> &str {
        self.texts.get(word as usize).map_or("", |word| word)
    }

    /// A word as it stands within a sentence: a capital that only began it becomes small.
    pub fn within(&self, word: Word) -> String {
        let mut text = self.get(word).to_owned();
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        text
    }

    /// One sentence, with its `{gaps}` filled.
    pub fn fill(&self, word: Word, gaps: &[(&str, &str)]) -> String {
        let mut out = String::new();
        self.pieces(word, &mut |piece| match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Gap(name) => out.push_str(gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, text)| text)),
        });
        out
    }

    /// One sentence, piece by piece.
    pub fn pieces(&self, word: Word, hear: &mut dyn FnMut(Piece)) {
        for (place, text) in self.get(word).split('{').enumerate() {
            match text.split_once('}').filter(|_| place > 0) {
                Some((name, rest)) => {
                    hear(Piece::Gap(name));
                    hear(Piece::Text(rest));
                }
                None => hear(Piece::Text(text)),
            }
        }
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }
}

/// How the text of a language's words begins.
const HEAD: &str = concat!("nrm1 words ", env!("CARGO_PKG_VERSION"));

plain_structs! {
    Words { language, name, right_to_left, unreviewed, texts }
}
