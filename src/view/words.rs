//! The words of the interface: which there are, and one language's table of them.

use super::count::{self, Counted};
use super::word_list::{Piece, WordList, keys, pieces};
use crate::codec::{self, plain_structs};
#[cfg(feature = "compile")]
use crate::diagnostic::{Code, Diagnostics};
#[cfg(feature = "compile")]
use crate::json::{Json, Kind, Limits, Pointer, read};
use crate::value::Calendar;

keys! {
    Word in "words":
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
    CheckedLongAgo = "checkedLongAgo",
    CheckedOn = "checkedOn",
    ChooseOrSay = "chooseOrSay",
    Close = "close",
    CloseRow = "closeRow",
    ConcludeAgrees = "concludeAgrees",
    ConcludeFewer = "concludeFewer",
    ConcludeMore = "concludeMore",
    ConclusionTitle = "conclusionTitle",
    ConsentAsked = "consentAsked",
    ConsentGiven = "consentGiven",
    ConsentLater = "consentLater",
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
    FirstDay = "firstDay",
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
    LanguageNone = "languageNone",
    LanguageScreen = "languageScreen",
    LanguageSecond = "languageSecond",
    Languages = "languages",
    LanguagesTitle = "languagesTitle",
    Latest = "latest",
    Leave = "leave",
    LeaveExplained = "leaveExplained",
    LeaveKeyboard = "leaveKeyboard",
    LeavingAlerts = "leavingAlerts",
    LeavingAnswers = "leavingAnswers",
    LeavingClass = "leavingClass",
    LeavingConclusion = "leavingConclusion",
    LeavingConsent = "leavingConsent",
    LeavingNothingElse = "leavingNothingElse",
    LeavingResult = "leavingResult",
    LeavingTitle = "leavingTitle",
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
    NoText = "noText",
    None = "none",
    NotAnswered = "notAnswered",
    NotAsked = "notAsked",
    NotChecked = "notChecked",
    NotConveyed = "notConveyed",
    NotEnoughSigns = "notEnoughSigns",
    NotKnown = "notKnown",
    NotObservable = "notObservable",
    NothingLeaves = "nothingLeaves",
    NothingToAsk = "nothingToAsk",
    Now = "now",
    Observed = "observed",
    ObservedTitle = "observedTitle",
    Part = "part",
    Parts = "parts",
    Points = "points",
    Print = "print",
    PrintNow = "printNow",
    PrintWarning = "printWarning",
    ReadAloud = "readAloud",
    ReadMore = "readMore",
    ReasonNote = "reasonNote",
    ReasonTitle = "reasonTitle",
    ReasonWanted = "reasonWanted",
    Remove = "remove",
    RemoveAsk = "removeAsk",
    RemoveYes = "removeYes",
    Restored = "restored",
    ResultKicker = "resultKicker",
    ResultNote = "resultNote",
    ReviewNone = "reviewNone",
    Right = "right",
    RowTitle = "rowTitle",
    SecondReview = "secondReview",
    SeeResult = "seeResult",
    ServiceUnverified = "serviceUnverified",
    ServicesTitle = "servicesTitle",
    SeveralAllowed = "severalAllowed",
    ShowTerm = "showTerm",
    SignNo = "signNo",
    SignUnknown = "signUnknown",
    SignYes = "signYes",
    SourceUnverified = "sourceUnverified",
    Specify = "specify",
    Stale = "stale",
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
    UrgentHelp = "urgentHelp",
    UrgentHelpNone = "urgentHelpNone",
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
    counts: Vec<Counted>,
    list: WordList<Word>,
    /// The names of the months, by calendar.
    months: Vec<Box<str>>,
    ethiopic: Vec<Box<str>>,
    /// What other languages are called, by their tags.
    tongues: Vec<(Box<str>, Box<str>)>,
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
        let rules = count::rules(&json);
        if rules.is_none() {
            found.tell(Code::MissingKey, &Pointer::default(), "plurals");
        }
        let counts = rules.unwrap_or_default();
        let kept = |key: &str, said: &Json| count::kept(key, said, &counts);
        let list = WordList::take(&json, &kept, &mut found);
        let mut months = |key: &str, count: usize| {
            let list = match json.get(key).map(|list| &list.kind) {
                Some(Kind::List(list)) => list.iter().filter_map(Json::text).map(Box::from).collect(),
                _ => Vec::new(),
            };
            if list.len() != count {
                found.tell(Code::MissingKey, &Pointer::default(), key);
            }
            list
        };
        let (months, ethiopic) = (months("months", 12), months("monthsEthiopic", 13));
        let tongues = match json.get("languageNames").map(|names| &names.kind) {
            Some(Kind::Object(names)) => {
                names.iter().filter_map(|one| Some((one.key.clone(), one.value.text()?.into()))).collect()
            }
            _ => Vec::new(),
        };
        let text = |key: &str| json.get(key).and_then(Json::text).unwrap_or_default();
        let read = Self {
            language: text("language").into(),
            name: text("name").into(),
            right_to_left: text("direction") == "rtl",
            unreviewed: text("review") == "none",
            counts,
            list,
            months,
            ethiopic,
            tongues,
        };
        found.or(read)
    }

    /// The words as text for the device: [`from_text`](Self::from_text) reads them again.
    pub fn to_text(&self) -> String {
        codec::write(HEAD, self)
    }

    /// Reads words that this version of the engine has written; none of anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        codec::read(HEAD, text)
    }

    /// One word.
    pub fn get(&self, word: Word) -> &str {
        self.list.get(word)
    }

    /// The names of the months of a calendar; none where it is not known which one it is.
    pub fn months(&self, calendar: Calendar) -> &[Box<str>] {
        match calendar {
            Calendar::Gregorian => &self.months,
            Calendar::Ethiopic => &self.ethiopic,
            Calendar::Unknown => &[],
        }
    }

    /// What a language is called; its tag, if that is not known.
    pub fn tongue<'t>(&'t self, tag: &'t str) -> &'t str {
        self.tongues.iter().find(|(known, _)| **known == *tag).map_or(tag, |(_, name)| name)
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
        filled(self.get(word), gaps)
    }

    /// One sentence that counts, as its number asks for: by that very number, else by the rule of the language.
    pub fn count(&self, word: Word, n: usize) -> String {
        let number = n.to_string();
        let said = count::form(self.get(word), &self.counts, n, &number);
        filled(said, &[("n", &number)])
    }

    /// One sentence, piece by piece.
    pub fn pieces(&self, word: Word, hear: &mut dyn FnMut(Piece)) {
        self.list.pieces(word, hear);
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }
}

/// A sentence with its gaps filled.
fn filled(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut out = String::new();
    pieces(text, &mut |piece| match piece {
        Piece::Text(text) => out.push_str(text),
        Piece::Gap(name) => out.push_str(gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, text)| text)),
    });
    out
}

/// How the text of a language's words begins.
const HEAD: &str = concat!("nrm1 words ", env!("CARGO_PKG_VERSION"));

plain_structs! {
    Words { language, name, right_to_left, unreviewed, counts, list, months, ethiopic, tongues }
}
