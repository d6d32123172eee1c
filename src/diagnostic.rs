//! Problems of a definition, as data: code, place, message, help. All of them are told together.
//!
//! A diagnostic speaks of ids, codes and keys of the definition; it never carries an answer.

use crate::json::Pointer;
#[cfg(feature = "maintain")]
use crate::value::words;

#[cfg(feature = "maintain")]
words! {
    /// How much a finding weighs.
    Severity {
        /// It has to be looked at; nothing is refused for it.
        Warning = "warning",
        /// It has to be put right.
        Error = "error",
    }
}

/// Makes the codes: each with its written name, its message and the help. `{}` stands for the subject. What stands
/// behind `proved` is told by the maintainers' tools only: the device has neither the proofs nor their words.
macro_rules! codes {
    (
        $($(#[$doc:meta])* $code:ident = $word:literal, $message:literal, $help:literal;)*
        @proved {
            $($(#[$proved_doc:meta])* $severity:ident $proved:ident =
                $proved_word:literal, $proved_message:literal, $proved_help:literal;)*
        }
    ) => {
        /// What is wrong, by kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $($(#[$doc])* $code,)*
            $($(#[$proved_doc])* #[cfg(feature = "maintain")] $proved,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[
                $(Self::$code,)*
                $(#[cfg(feature = "maintain")] Self::$proved,)*
            ];

            /// The written name, stable across versions.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$code => $word,)*
                    $(#[cfg(feature = "maintain")] Self::$proved => $proved_word,)*
                }
            }

            /// How much it weighs. What the device can tell is an error.
            #[cfg(feature = "maintain")]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$proved => Severity::$severity,)*
                    _ => Severity::Error,
                }
            }

            #[cfg(feature = "compile")]
            fn texts(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$code => ($message, $help),)*
                    $(#[cfg(feature = "maintain")] Self::$proved => ($proved_message, $proved_help),)*
                }
            }
        }
    };
}

codes! {
    /// Nothing but white space.
    Empty = "empty", "there is no text to read", "the file is empty: check how it was saved or fetched";
    /// More bytes than a definition may have.
    TooLarge = "too-large", "the text is longer than {} bytes", "split the form, or move long guidance out of it";
    /// Values too deep within values.
    TooDeep = "too-deep", "values are nested more than {} deep", "groups need no more than a few levels";
    /// An object with too many keys.
    TooManyKeys = "too-many-keys", "an object has more than {} keys", "split the form";
    /// Not JSON.
    Syntax = "json-syntax", "this is not valid JSON", "look for a missing comma, quote or bracket just before this place";
    /// One key twice.
    DuplicateKey = "duplicate-key", "the key `{}` stands here twice", "keep one; the other would be lost";
    /// A key the language does not have.
    UnknownKey = "unknown-key", "the key `{}` is not known here", "correct its spelling, or let it begin with `x-` to have it ignored";
    /// A key that must be there.
    MissingKey = "missing-key", "the key `{}` is missing here", "add it";
    /// Another type of value.
    WrongType = "wrong-type", "this has to be {}", "change the value";
    /// Not one of the listed words.
    UnknownWord = "unknown-word", "`{}` is not one of the words allowed here", "the help of this key lists the words";
    /// Not a name.
    BadName = "bad-name", "`{}` is not a name", "ids begin with a small letter and hold small letters, digits and `_`, at most 64";
    /// A name the language needs itself.
    ReservedName = "reserved-name", "`{}` is a name the form language uses itself", "choose another id";
    /// A number out of bounds.
    BadNumber = "bad-number", "`{}` is not a number allowed here", "use a plain decimal: at most 9 digits before the point and 6 after it, no exponent";
    /// A list without a member.
    EmptyList = "empty-list", "this list is empty", "add what it has to hold";
    /// A text without a letter.
    EmptyText = "empty-text", "this text is empty", "write it, or leave the key out";
    /// A text that is too long.
    LongText = "long-text", "this text has more than {} characters", "shorten it; it has to be read in a room, on a small screen";
    /// A character that hides or reorders text.
    HiddenCharacter = "hidden-character", "the text holds the hidden character {}", "remove it: it can make a text look like another";
    /// More entries than allowed.
    TooMany = "too-many", "there are more than {} of these", "split the form";
    /// Written for a newer engine.
    NewerFormat = "newer-format", "this form is written in format {}, and this engine reads format 1", "write `1`; a form in a newer format needs a newer package";
    /// The same id twice.
    DuplicateId = "duplicate-id", "`{}` is the id of two things here", "ids are unique within a form";
    /// The same code twice.
    DuplicateCode = "duplicate-code", "the code `{}` stands here twice", "codes are unique within a question";
    /// A name that nothing has.
    UnknownName = "unknown-name", "nothing here is called `{}`", "check the spelling; codes stand in quotes, ids of items alone, others behind `indicators.`, `dimensions.`, `scores.`, `bands.` or `alerts.`";
    /// A code the question does not have.
    UnknownCode = "unknown-code", "there is no choice `{}` to compare with", "use one of the codes of that question";
    /// An expression that cannot be read.
    ExpressionSyntax = "expression-syntax", "the expression cannot be read at `{}`", "write it as in `papers == 'taken' && answered(hours)`";
    /// Something this format cannot express.
    ExpressionUnsupported = "expression-unsupported", "`{}` is not part of the expression language of this format", "the reference lists what is";
    /// Another type than needed.
    ExpressionType = "expression-type", "`{}` cannot stand here", "compare a question with one of its codes, as in `papers == 'taken'`, a number with a number, a date with a date; only a question whose codes are exactly `yes` and `no` stands alone";
    /// A number is needed.
    NumberNeeded = "number-needed", "`{}` is not a number", "use a number, a score, a calculation that is a number, or one of the functions that give one";
    /// Not a day.
    BadDay = "bad-day", "`{}` is not a day", "write it as in `2026-10-12`";
    /// A row's item, named from outside of the row.
    OutsideRow = "outside-row", "`{}` stands in the rows of a repeat", "read it with a quantifier, as in `children.exists(c, c.age < 18)`; a row has only the items of its repeat";
    /// A quantifier within rows.
    NestedRows = "nested-rows", "the rows of `{}` cannot be read from within rows", "make a calculation of it and use that";
    /// Too large an expression.
    ExpressionSize = "expression-size", "the expression has more than {}", "give a part of it a name: make it an indicator or an alert";
    /// Definitions that need each other.
    Cycle = "cycle", "these need each other and none can be known first: {}", "break the loop at one of them";
    /// A person asked before consent.
    BeforeConsent = "before-consent", "`{}` asks the person before consent to talk", "move it behind the consent, or let the observer answer it";
    /// No consent to talk at all.
    NoConsent = "no-consent", "`{}` asks the person, but no item asks for consent to talk", "add a consent item with the scope `talk` before it";
    /// Two consents to talk.
    TwoConsents = "two-consents", "`{}` is a second consent of the person to talk", "ask it once";
    /// A consent to talk that may be skipped.
    ConditionalConsent = "conditional-consent", "the consent to talk depends on something", "remove `relevant` from it and from its group";
    /// A guardian's refusal that nobody would see.
    GuardianWithoutAlert = "guardian-without-alert", "a refusal of the guardian in `{}` does not always raise an alert", "a guardian may be the exploiter: write an alert as in `guardian == 'refused'`, alone or joined with `||`";
    /// A recipient without sharing, or the reverse.
    Recipient = "recipient", "a consent has a recipient exactly when its scope is `share`", "add or remove `recipient`";
    /// A group beside the result that is not the last.
    ClosingLast = "closing-last", "the closing group `{}` is not the last group", "move it to the end; there is one at most";
    /// What cannot be asked beside the result.
    ClosingItem = "closing-item", "`{}` cannot stand in a closing group", "it holds consents with the scope `share`, `refer` or `record`; put the rest into another group";
    /// An item outside any group.
    LooseItem = "loose-item", "`{}` stands outside any group", "put it into a group; each group is a page";
    /// An item that rows cannot hold.
    NotInRows = "not-in-rows", "`{}` cannot stand in the rows of a repeat", "rows hold questions and calculations; put the rest beside the repeat";
    /// A choice that stands alone where only one can be given.
    ExclusiveAlone = "exclusive-alone", "`{}` takes one answer, so that `exclusive` says nothing", "remove it, or make the question `multiple`";
    /// Several answers without a way to say none.
    NoExclusive = "no-exclusive", "`{}` is read by a condition or a score and cannot be answered with none of its choices", "add a choice such as \"none of these\" with `exclusive`";
    /// A silence that a consent does not have.
    ConsentReason = "consent-reason", "a consent is only silent as `notAsked` or `notConveyed`", "a consent that is declined is refused: leave `declined` out";
    /// Bounds that leave nothing.
    EmptyRange = "empty-range", "no answer of `{}` lies between its bounds", "let the least value stand first";
    /// A constraint without its text, or the reverse.
    ConstraintText = "constraint-text", "`{}` needs both a `constraint` and a `constraintText`, or neither", "say in a calm sentence what an answer has to be";
    /// A constraint that reads more than its item.
    ConstraintReads = "constraint-reads", "the constraint of `{}` reads something else", "a constraint names its own item, numbers, dates and `today` only; make an alert of a contradiction";
    /// An age group without a choice for those whose age is not known.
    AgeWithoutFallback = "age-without-fallback", "the age group `{}` has no `whenMissing`", "name the choice that leads to the path of a child";
    /// A scored item within rows.
    ScoredRow = "scored-row", "`{}` stands in the rows of a repeat and cannot be scored", "make a score of `method: calculate` of the rows, such as `kids.count(k, k.x == 'yes')`";
    /// A number scored without bounds.
    Unbounded = "unbounded", "`{}` weighs its value and needs a `min` and a `max`", "give it both";
    /// Weights of another kind than the item.
    WeightsKind = "weights-kind", "`{}` cannot be weighed this way", "questions with choices weigh by code or by their choices, numbers by `value`; what is calculated goes into a score of `method: calculate`";
    /// A rule for silences that a method does not bear, or that says nothing.
    MissingRuleNeeded = "missing-rule", "this score needs another rule for silences", "say `unknown`, `zero` or a fill; `product`, `min` and `max` bear `unknown` only, a fill has one of `atMost` and `atLeast`, `calculate` has none";
    /// A key that the method of the score does not use.
    NotOfMethod = "not-of-method", "a score of this method does not use `{}`", "remove the key";
    /// A named item that the score does not have.
    NotScored = "not-scored", "`{}` is not an item of this score", "name one of its `weights`";
    /// A weight outside of those the item has.
    WeightOutside = "weight-outside", "the weight that stands in for `{}` lies outside of its own weights", "name one its answers can have";
    /// A count without a threshold.
    NoThreshold = "no-threshold", "`{}` is counted without a threshold", "give the score a `threshold`, or the item one of its own";
    /// A second table without a name for the first.
    VariantName = "variant-name", "the deciding table has no name beside its variants", "name it with `variant`, differently from the others";
    /// A group within a group.
    NestedGroup = "nested-group", "the group `{}` stands within another group", "groups do not nest";
    /// A question that leaves no choice.
    TooFewChoices = "too-few-choices", "`{}` has fewer than two choices", "add choices";
    /// A choice to fall back on that does not exist.
    BadFallback = "bad-fallback", "`whenMissing` names `{}`, which is no choice of this question", "name one of its codes";
    /// A dimension without indicators.
    EmptyDimension = "empty-dimension", "no indicator belongs to the dimension `{}`", "add one, or remove the dimension";
    /// A combination that is always met.
    EmptyCombination = "empty-combination", "this combination asks for nothing and is always met", "name how many indicators it needs";
    /// Dimensions without a rule.
    NoRule = "no-rule", "there are dimensions but no `dimensionRule`", "say which combinations of indicators make a dimension positive";
    /// A choice without weight.
    NoWeight = "no-weight", "the choice `{}` has no weight", "give every choice of a scored item a weight";
    /// A score of nothing.
    EmptyScore = "empty-score", "the score has no items", "give it weights";
    /// Bands out of order.
    BandOrder = "band-order", "the band `{}` does not begin above the one before it", "order the bands by `from`";
    /// A band below which there is none.
    BandGap = "band-gap", "the score can be as low as {}, below its first band", "let the first band begin there or below";
    /// A band no score reaches.
    BandUnreachable = "band-unreachable", "the score never reaches the band `{}`", "check `from` and the weights";
    /// The last row has a condition.
    LastRow = "last-row", "the last row must have no `when`", "end the table with a row that catches the rest";
    /// A row after the catch-all.
    RowUnreachable = "row-unreachable", "no row after `{}` can ever decide", "only the last row may be without `when`";
    /// No sign, reached by falling through.
    NoSignLast = "no-sign-last", "the last row must not be `noSignNow`", "no sign is earned by answers, never reached by falling through";
    /// No sign, not earned.
    NoSignUnearned = "no-sign-unearned", "the row `{}` gives `noSignNow` without requiring `noIndicator`", "write `noIndicator`, alone or joined with `&&`";
    /// Nothing to be no sign of.
    NoSignWithoutIndicators = "no-sign-without-indicators", "a form without indicators cannot say `noSignNow`", "add indicators, or another class";
    /// An end of the interview that is not allowed here.
    MayStop = "may-stop", "`mayStop` is not allowed on the row `{}`", "stopping early at no sign is never suggested";
    /// An alert about the absence of signs.
    AlertOnNoIndicator = "alert-on-no-indicator", "an alert must not look at `noIndicator`", "let it look at answers";
    /// A class the engine keeps for itself.
    ReservedClass = "reserved-class", "the class `{}` is the engine's own", "choose another class";
    /// A kind of service without a list.
    NoServiceList = "no-service-list", "`{}` is a kind of service, but the form names no list of services", "let the key `services` of the form name the list, or remove it here";
    /// Not what the device reads.
    NotCompiled = "not-compiled", "the {} was not compiled by this version of the package", "compile it again with the package that loads it";
    /// An answer that the form does not take.
    AnswerRefused = "answer-refused", "the answer is not taken: {}", "look at the type of the question, its codes and the silences it allows";
    /// A result that does not come out so again.
    NotAsComputed = "not-as-computed", "computed again from the trace, the {} here comes out otherwise", "the result or its trace was changed, or another version of the form or the engine made it";
    /// Texts of another form.
    OtherForm = "other-form", "these texts belong to `{}`", "load the texts of this form and version";
    /// A text without its translation.
    MissingText = "missing-text", "the text `{}` is not translated", "add it";
    /// A translation of nothing.
    UnknownText = "unknown-text", "the form has no text `{}`", "remove it";
    /// Not a number to call.
    BadPhone = "bad-phone", "`{}` is not a number to call", "write digits and spaces, after a `+` where a country code comes first; leave out what is not known";
    /// A constant where something has to be asked.
    Constant = "constant", "`{}` is always true or always false here", "leave the condition out";
    @proved {
        /// A divisor that can be 0.
        Error ZeroDivisor = "zero-divisor", "what divides here can be 0: it can be anything from {}", "give the item a `min` above 0, or divide by `max(n, 1)`";
        /// A remainder of numbers that are not whole.
        Error RestNotWhole = "rest-not-whole", "`%` needs whole numbers, and {} need not be one", "use an item of the type `integer`, or whole weights";
        /// Numbers beyond what is exact.
        Error NumberTooLarge = "number-too-large", "{} can need more digits than are counted exactly", "narrow the `min` and `max` of its items, use fewer decimals, or round a part of it in a score";
        /// A condition that cannot hold.
        Error NeverTrue = "never-true", "{} is never true, whatever is answered", "look for two parts that exclude each other, or for a question that is not asked when this is needed";
        /// A condition that cannot fail.
        Error NeverFalse = "never-false", "{} is never false, whatever is answered", "leave it out; to ask whether there is an answer, write `answered(x)`";
        /// A comparison that is decided before anything is answered.
        Error ComparisonOutside = "comparison-outside", "this comparison is the same for every answer: what is compared {}", "compare with a number its answers can have, or correct the bounds of the item";
        /// A row that never decides.
        Error RowNeverDecides = "row-never-decides", "nothing can reach the row `{}`: wherever it holds, a row before it does", "move it before them, narrow those, or remove it";
        /// A dimension that cannot be positive.
        Error DimensionNever = "dimension-never", "the dimension `{}` can never be positive", "its indicators meet no combination of `dimensionRule`: add indicators or a combination";
        /// An age group that a silence makes an adult's.
        Error AgeFallbackAdult = "age-fallback-adult", "where the age is not known, `{}` reads as an adult", "let `whenMissing` name a choice that leads to the path of a child, and `child` and `adult` two choices";
        /// A text that says what only an authority may.
        Error Verdict = "verdict", "`{}` states a verdict", "say what the answers show and what is offered: \"no sign at this time\", \"signs that should be looked at\"";
        /// An item that nothing reads.
        Warning UnusedItem = "unused-item", "nothing reads the answer of `{}`", "use it, ask less, or mark it `required` if it is asked for the record alone";
        /// A calculation that nothing reads or shows.
        Warning UnusedCalculation = "unused-calculation", "nothing reads or shows the calculation `{}`", "use it, give it a `short` label to have it shown where it holds, or remove it";
        /// A question that may have no choice to give.
        Warning NoChoiceLeft = "no-choice-left", "where none of their conditions holds, `{}` has no choice to give", "leave one of the choices without `relevant`, or ask the question under the same conditions";
        /// An indicator that nothing reads.
        Warning UnusedIndicator = "unused-indicator", "neither the indicator `{}` nor its dimension is read by anything", "use it in a row or an alert, or remove it";
        /// A score that nothing reads and nobody sees.
        Warning UnusedScore = "unused-score", "the score `{}` is internal and nothing reads it", "use it, show it, or remove it";
        /// A choice list that no question names.
        Warning UnusedChoiceList = "unused-choice-list", "no question has the choices `{}`", "remove the list";
        /// A source that nothing refers to.
        Warning UnusedSource = "unused-source", "no indicator refers to the source `{}`", "refer to it where it is used, or remove it";
        /// An indicator that reads what was seen and what was said.
        Warning MixedIndicator = "mixed-indicator", "the indicator `{}` reads both what was observed and what was said", "make two indicators of it, so that reasons can show them apart";
        /// A negated `answered` of what may not apply.
        Warning NotAnsweredAbsent = "not-answered-absent", "`!answered({})` is false, not true, where the question does not apply", "ask for the condition under which it applies too, or use a reason such as `declined(x)`";
        /// A filled total that is not rounded.
        Warning UnroundedFill = "unrounded-fill", "the total of `{}` is filled up and need not be whole", "give the score `round: halfUp`, unless its source asks for the total as it is";
        /// A child who may go unasked.
        Warning ChildNotAsked = "child-not-asked", "where `{}` is not required of who is or may be a child, an alert is not always raised", "a child is asked too: write an alert as in `talk == 'not_required' && age_group != 'adult'`, alone or joined with `||`; where the age may stay unknown, give its question `whenMissing`, or leave the age out";
        /// Something too large for a proof.
        Warning NotProved = "not-proved", "{} takes too long to be proved: something wrong there may not be told", "make a part of it an indicator or an alert, or split the form; until then, let cases show what it does";
    }
}

/// A problem of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem.
    pub code: Code,
    /// JSON pointer to the place.
    pub pointer: Box<str>,
    /// What the message speaks of: a key, an id, a bound.
    pub subject: Box<str>,
    /// The name that is most like what was written, where one is. Not told in the browser.
    pub nearest: Option<Box<str>>,
    /// Byte in the text, where the text could not be read.
    pub at: Option<usize>,
}

impl Diagnostic {
    /// The message: lower case, no full stop.
    #[cfg(feature = "compile")]
    pub fn message(&self) -> String {
        let template = self.code.texts().0;
        match template.split_once('{') {
            Some((before, after)) => [before, &*self.subject, after.strip_prefix('}').unwrap_or(after)].concat(),
            None => template.into(),
        }
    }

    /// What to do about it.
    #[cfg(feature = "compile")]
    pub fn help(&self) -> String {
        let help = self.code.texts().1;
        match &self.nearest {
            Some(nearest) => ["did you mean `", nearest, "`? Otherwise: ", help].concat(),
            None => help.into(),
        }
    }

    /// The same as plain data.
    pub fn report(&self) -> DiagnosticReport {
        DiagnosticReport {
            code: self.code.word(),
            pointer: (*self.pointer).into(),
            subject: (*self.subject).into(),
            #[cfg(feature = "compile")]
            message: self.message(),
            #[cfg(feature = "compile")]
            help: self.help(),
            at: self.at.and_then(|at| u32::try_from(at).ok()),
        }
    }
}

/// A diagnostic as it leaves the crate.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "maintain", derive(schemars::JsonSchema))]
pub struct DiagnosticReport {
    /// What kind of problem; stable across versions.
    pub code: &'static str,
    /// JSON pointer to the place.
    pub pointer: String,
    /// What the message speaks of: a key, an id, a bound.
    pub subject: String,
    /// What is wrong. The element leaves it to the engine and the maintainers' tools, for its size.
    #[cfg(feature = "compile")]
    pub message: String,
    /// What to do about it. The element leaves it out too.
    #[cfg(feature = "compile")]
    pub help: String,
    /// Byte in the text, where the text could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<u32>,
}

/// What was found wrong, in the order of finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Most diagnostics kept; a hostile text could make millions.
    pub const MOST: usize = 500;

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Adds one.
    #[cold]
    #[inline(never)]
    pub fn tell(&mut self, code: Code, pointer: &Pointer, subject: &str) {
        self.add(code, pointer, subject, None);
    }

    /// Adds one with the byte where the reading stopped.
    #[cold]
    #[inline(never)]
    pub fn tell_at(&mut self, code: Code, pointer: &Pointer, subject: &str, at: usize) {
        self.add(code, pointer, subject, Some(at));
    }

    fn add(&mut self, code: Code, pointer: &Pointer, subject: &str, at: Option<usize>) {
        let told = Diagnostic { code, pointer: pointer.as_str().into(), subject: subject.into(), nearest: None, at };
        // What stands once and is read for several items is told once.
        if self.list.len() < Self::MOST && !self.list.contains(&told) {
            self.list.push(told);
        }
    }

    /// Adds to the last one the name that is most like what was written, if any is. Not in the browser.
    #[cfg(feature = "maintain")]
    pub(crate) fn suggest(&mut self, each: impl FnOnce(&mut dyn FnMut(&str)), wanted: &str) {
        let mut best: Option<(usize, String)> = None;
        each(&mut |name| {
            let mistakes = strsim::osa_distance(name, wanted);
            let few = mistakes <= (wanted.len() / 3).max(1);
            if few && best.as_ref().is_none_or(|(least, _)| mistakes < *least) {
                best = Some((mistakes, name.to_owned()));
            }
        });
        if let (Some(last), Some((_, name))) = (self.list.last_mut(), best) {
            last.nearest = Some(name.into());
        }
    }

    /// The value, if nothing was found but warnings.
    ///
    /// # Errors
    /// Everything that was found.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        #[cfg(feature = "maintain")]
        let refused = self.list.iter().any(|told| told.code.severity() == Severity::Error);
        #[cfg(not(feature = "maintain"))]
        let refused = !self.is_empty();
        if refused { Err(self) } else { Ok(value) }
    }
}

/// A line for each: code, pointer, message.
#[cfg(feature = "compile")]
impl core::fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for (place, told) in self.list.iter().enumerate() {
            let line = if place == 0 { "" } else { "\n" };
            write!(out, "{line}{} {} {}", told.code.word(), told.pointer, told.message())?;
        }
        Ok(())
    }
}

#[cfg(feature = "compile")]
impl core::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_word_and_keeps_the_rules_of_wording() {
        for (place, code) in Code::ALL.iter().enumerate() {
            assert!(Code::ALL.iter().skip(place + 1).all(|other| other.word() != code.word()), "{}", code.word());
            let (message, help) = code.texts();
            for text in [message, help] {
                assert!(!text.ends_with('.') && !text.contains('\n'), "{text}");
                assert!(!text.starts_with(|first: char| first.is_uppercase() && !text.starts_with("JSON")), "{text}");
            }
        }
    }

    #[test]
    fn the_subject_stands_in_the_message() {
        let mut found = Diagnostics::default();
        Pointer::default().at("items", |pointer| found.tell(Code::UnknownKey, pointer, "colour"));
        assert_eq!(found.list()[0].message(), "the key `colour` is not known here");
        assert_eq!(&*found.list()[0].pointer, "/items");
    }
}
