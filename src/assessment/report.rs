//! The shapes of what leaves the crate.

use crate::value::{By, Calendar, Conclusion, Reason, Strength, Truth, Urgency, words};
use serde::Serialize;

/// Declares reports: serialized in `camelCase`, absent keys left out, with a JSON Schema natively.
macro_rules! reports {
    ($($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty $(= $rule:literal)?,)* })*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, PartialEq, Serialize)]
            #[cfg_attr(feature = "maintain", derive(schemars::JsonSchema))]
            #[serde(rename_all = "camelCase")]
            pub struct $name {
                $($(#[$doc])* $(#[serde(skip_serializing_if = $rule)])? pub $field: $type,)*
            }
        )*
    };
}

words! {
    /// How an item stands.
    Standing {
        /// It does not apply.
        Irrelevant = "irrelevant",
        /// Whether it applies is not known.
        Undecided = "undecided",
        /// It waits for an answer.
        Open = "open",
        /// It is answered.
        Answered = "answered",
        /// Its answer does not hold to what is asked; it is read by nothing.
        Invalid = "invalid",
        /// It has no answer, for a reason.
        Missing = "missing",
    }
}

words! {
    /// How an item counts in a score.
    Counted {
        /// It does not apply and counts for nothing.
        Absent = "absent",
        /// It was skipped by design and counts as answered.
        ByDesign = "byDesign",
        /// By its answer.
        Answered = "answered",
        /// By the choice its silence reads as.
        Silent = "silent",
        /// It is closed without an answer.
        Missing = "missing",
        /// It waits for an answer.
        Open = "open",
        /// Whether it applies is not known.
        Undecided = "undecided",
    }
}

words! {
    /// What stood in for what is missing in a total.
    Filled {
        /// Nothing: all is answered, or there is no total.
        Nothing = "nothing",
        /// It weighed nothing.
        Zero = "zero",
        /// The mean of what is answered.
        Mean = "mean",
        /// None of the items applies, and the total is the one for that.
        Gate = "gate",
    }
}

pub(crate) use reports;

reports! {
    /// A form and its version.
    FormName {
        /// Its id.
        id: String,
        /// Its version.
        version: String,
        /// SHA-256 of the exact bytes of its file.
        digest: String = "String::is_empty",
    }

    /// All that is needed to compute a result again. Free texts, which nothing reads, stand in it as `…`.
    Trace {
        /// The day of the interview.
        today: String,
        /// Whether the interview was finished.
        finished: bool,
        /// Every answer and silence that counts, in form order.
        answers: Vec<AnswerReport>,
        /// What each score is made of.
        scores: Vec<ScoreTrace>,
        /// SHA-256 over form, engine, language, day and answers.
        seal: String,
    }

    /// An answer, or why there is none; the way answers are read.
    AnswerReport {
        /// The item.
        item: String,
        /// Who answered it; not in a trace.
        by: Option<By> = "Option::is_none",
        /// How it stands, if it is neither answered nor missing: what was given counts for nothing; not in a trace.
        state: Option<Standing> = "Option::is_none",
        /// The code of its choice; of a repeat, whether there is another row.
        code: Option<String> = "Option::is_none",
        /// The codes of its choices.
        codes: Vec<String> = "Vec::is_empty",
        /// A number, a time of day or a text, as entered; a trace has `…` for a text.
        value: Option<String> = "Option::is_none",
        /// What an answer "other" is, in words; not in a trace.
        other: Option<String> = "Option::is_none",
        /// The calendar of a date, if it is not the Gregorian one.
        calendar: Option<Calendar> = "Option::is_none",
        /// A date as told; with `to`, the earliest.
        from: Option<String> = "Option::is_none",
        /// The latest it can be.
        to: Option<String> = "Option::is_none",
        /// A date in the words of the person; not in a trace.
        words: Option<String> = "Option::is_none",
        /// Why there is no answer.
        missing: Option<Reason> = "Option::is_none",
        /// Why what was given waits to be seen again: `restored`, or `unconfirmed`; not in a trace.
        mark: Option<String> = "Option::is_none",
        /// How it was closed without an answer: by finishing, `open` or `undecided`; by withdrawing the consent to talk,
        /// `withdrawn`, which is not in a trace.
        closed: Option<String> = "Option::is_none",
        /// The rows of a repeat.
        rows: Vec<RowAnswers> = "Vec::is_empty",
    }

    /// A row of a repeat.
    RowAnswers {
        /// Its id.
        id: String,
        /// Its answers.
        answers: Vec<AnswerReport>,
    }

    /// What a score is made of.
    ScoreTrace {
        /// Its id.
        id: String,
        /// How many of its items apply.
        applicable: u32,
        /// How many of these are answered.
        answered: u32,
        /// What stood in for the others.
        filled: Filled,
        /// Its items.
        terms: Vec<TermTrace>,
    }

    /// An item of a score.
    TermTrace {
        /// The item.
        item: String,
        /// How it counts.
        counted: Counted,
        /// Its weight, as written.
        weight: Option<String> = "Option::is_none",
        /// What that comes to: turned round, counted, multiplied.
        comes_to: Option<String> = "Option::is_none",
        /// Whether it weighs the other way round.
        reversed: bool = "core::ops::Not::not",
    }

    /// The outcome of an interview with its reasons. It supports a trained person's judgement; it is no decision.
    Assessment {
        /// The form.
        form: FormName,
        /// Version of the engine.
        engine: String,
        /// Language of the texts in here.
        language: String,
        /// The languages the interview was shown in, the present one last, two where they stood side by side; told by
        /// what showed them, not computed.
        languages: Vec<String> = "Vec::is_empty",
        /// What the decision table gives.
        outcome: OutcomeReport,
        /// Every row of the table with its truth, in order; the refusal to talk, which stands before them, is in the outcome.
        rows: Vec<RowReport>,
        /// The dimensions in form order.
        dimensions: Vec<DimensionReport>,
        /// The indicators in form order.
        indicators: Vec<IndicatorReport>,
        /// The scores in form order.
        scores: Vec<ScoreReport>,
        /// The calculations in form order.
        calculations: Vec<CalculationReport>,
        /// Other tables over the same findings: for the record, never for a screen.
        variants: Vec<VariantReport>,
        /// Whether the person is, or may be, a child.
        child_path: Truth,
        /// Alerts that hold.
        alerts: Vec<AlertReport>,
        /// Items that apply, or may apply, and have no answer.
        missing: Vec<ItemReport>,
        /// Closed silences that read as a choice, also in rows, and an age group that the date of birth contradicts.
        read_as: Vec<ItemReport>,
        /// Whether every required item that applies is answered.
        complete: bool,
        /// SHA-256 of the file the texts in here are from, where they are translations.
        texts: String = "String::is_empty",
        /// All that is needed to compute this again. Only the assessment of a session has one.
        trace: Option<Trace> = "Option::is_none",
    }

    /// What the decision table gives.
    OutcomeReport {
        /// The class; one of the form's, `indeterminate` or `couldNotBeDone`.
        class: String,
        /// The word of the case file for the class.
        term: Option<String> = "Option::is_none",
        /// The row that decided.
        row: Option<String> = "Option::is_none",
        /// The rows it could be, where an unknown one came first.
        could_be: Vec<String>,
        /// Rows that hold too and did not decide.
        also_met: Vec<String>,
        /// Whether what is still open cannot change the class.
        settled: bool,
        /// How soon something has to be done.
        urgency: Urgency,
        /// The result in plain words.
        text: String,
        /// One calm sentence more.
        note: Option<String> = "Option::is_none",
        /// What is recommended.
        actions: Vec<ActionReport>,
    }

    /// A recommendation.
    ActionReport {
        /// What to do.
        text: String,
        /// How soon.
        urgency: Urgency,
        /// Kinds of services that can help, from the list that the form names.
        services: Vec<String> = "Vec::is_empty",
    }

    /// A row of the table.
    RowReport {
        /// Its id.
        id: String,
        /// The class it gives.
        class: String,
        /// Whether it holds.
        truth: Truth,
    }

    /// A dimension.
    DimensionReport {
        /// Its id.
        id: String,
        /// What it is called.
        title: String,
        /// True: enough signs; false: not enough; unknown: not known.
        truth: Truth,
        /// Its indicators, counted by strength.
        counts: Vec<StrengthCount>,
    }

    /// Indicators of one strength.
    StrengthCount {
        /// How much each weighs.
        strength: Strength,
        /// How many are met.
        met: u32,
        /// Of how many it is not known.
        unknown: u32,
        /// How many are not met.
        unmet: u32,
    }

    /// An indicator.
    IndicatorReport {
        /// Its id.
        id: String,
        /// What it is called.
        text: Option<String> = "Option::is_none",
        /// The dimension it belongs to.
        dimension: String,
        /// How much it weighs there.
        strength: Strength,
        /// Whether it is met.
        truth: Truth,
        /// Whether it was seen rather than said.
        observed: bool,
        /// What it rests on.
        source: Option<SourceReport> = "Option::is_none",
        /// The items it reads and how they stand.
        because: Vec<ItemReport>,
    }

    /// A place in a source.
    SourceReport {
        /// Id of the source.
        id: String,
        /// Place in it.
        r#ref: String,
        /// Whether a person compared the form with the primary source.
        verified: bool,
    }

    /// How an item stands.
    ItemReport {
        /// Its id.
        id: String,
        /// The row of a repeat it stands in, as the session calls it.
        row: Option<String> = "Option::is_none",
        /// A label of a few words.
        label: String,
        /// How it stands.
        state: Standing,
        /// The code of its answer, or of the choice its silence reads as.
        code: Option<String> = "Option::is_none",
        /// The codes of its answers, where it takes several.
        codes: Vec<String> = "Vec::is_empty",
        /// A number, or the days a date may be: `2001-02-03`, `2001-01-01/2001-12-31`.
        value: Option<String> = "Option::is_none",
        /// Why it has no answer.
        reason: Option<Reason> = "Option::is_none",
        /// It came back with its question and waits to be seen again.
        restored: bool = "core::ops::Not::not",
    }

    /// A score.
    ScoreReport {
        /// Its id.
        id: String,
        /// Its total, an exact decimal or `n/d`; absent while unknown or not applicable.
        total: Option<String> = "Option::is_none",
        /// Least and most it can be, while unknown.
        range: Option<[String; 2]> = "Option::is_none",
        /// The band it certainly lies in.
        band: Option<String> = "Option::is_none",
        /// The bands of its other sets.
        band_sets: Vec<BandSetReport> = "Vec::is_empty",
        /// Whether it applies.
        applicable: bool,
        /// Whether it stays off screens and prints.
        internal: bool = "core::ops::Not::not",
    }

    /// A named set of bands.
    BandSetReport {
        /// Its name.
        id: String,
        /// The band the score certainly lies in.
        band: Option<String> = "Option::is_none",
    }

    /// A calculation.
    CalculationReport {
        /// Its id.
        id: String,
        /// Of a condition: whether it holds.
        truth: Option<Truth> = "Option::is_none",
        /// Of a number: least and most it is; one and the same where it is known.
        range: Option<[String; 2]> = "Option::is_none",
        /// Whether it applies.
        applicable: bool,
    }

    /// Another table over the same findings.
    VariantReport {
        /// Its name.
        id: String,
        /// The class it gives.
        class: String,
        /// The row that decided.
        row: Option<String> = "Option::is_none",
        /// The rows it could be.
        could_be: Vec<String>,
        /// Rows that hold too and did not decide.
        also_met: Vec<String>,
        /// Its rows with their truth.
        rows: Vec<RowReport>,
    }

    /// An alert.
    AlertReport {
        /// Its id.
        id: String,
        /// How soon.
        urgency: Urgency,
        /// What to do.
        text: String,
        /// Kinds of services that can help, from the list that the form names.
        services: Vec<String> = "Vec::is_empty",
        /// The items it reads and how they stand.
        because: Vec<ItemReport>,
    }

    /// The worker's own conclusion, beside the outcome.
    ConclusionReport {
        /// Whether it agrees with the outcome, or sees more or fewer signs.
        conclusion: Conclusion,
        /// What makes the worker conclude so.
        reason: Option<String> = "Option::is_none",
    }

    /// How an interview on its way stands: what a screen needs, and no result.
    Snapshot {
        /// The form.
        form: FormName,
        /// Items that can be answered, in form order.
        items: Vec<ItemReport>,
        /// Alerts that hold.
        alerts: Vec<AlertReport>,
        /// Alerts that held once and were withdrawn.
        withdrawn: Vec<String>,
        /// Whether the outcome is definite.
        settled: bool,
        /// Whether every required item that applies is answered.
        complete: bool,
        /// Whether the interview is finished.
        finished: bool,
    }
}
