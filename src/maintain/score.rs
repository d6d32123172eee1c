//! Answers to a result, one line of many: what came of it, without the answers.

use super::check::{encoding, findings};
use super::export::response;
use super::finding::{Finding, quoted};
use super::private::private;
use crate::assessment::{Assessment, DimensionReport, IndicatorReport, ScoreReport, assess, assess_session};
use crate::diagnostic::{Code, Diagnostics};
use crate::form::Form;
use crate::json::{Json, Kind, Limits, Pointer, read};
use crate::session::{Session, entries};
use crate::value::{Date, Truth, Urgency};
use alloc::collections::BTreeMap;
use alloc::sync::Arc;

/// How much of a line is read.
const LIMITS: Limits = Limits { bytes: 4 * 1024 * 1024, ..Limits::DEFINITION };
/// The keys of a line that is no response.
const KEYS: [&str; 4] = ["case", "today", "finished", "answers"];

/// What came of a line.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Scored {
    /// What the line calls the case.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub case: String,
    /// The class.
    pub class: String,
    /// The row that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The rows it could be, where too much is unknown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub could_be: Vec<String>,
    /// Rows that hold too and did not decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_met: Vec<String>,
    /// How soon something has to be done.
    pub urgency: Urgency,
    /// Whether the class is definite.
    pub settled: bool,
    /// Whether every required question that applies is answered.
    pub complete: bool,
    /// Whether the person is, or may be, a child.
    pub child_path: Truth,
    /// The alerts that hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<String>,
    /// The indicators that are met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub met: Vec<String>,
    /// Those that are not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// Whether each dimension has enough signs.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub dimensions: BTreeMap<String, Truth>,
    /// The scores.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<ScoreReport>,
}

/// A line that nothing could be made of, in its place.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct NotScored {
    /// Why, as a code.
    pub error: &'static str,
}

/// The interview of a line, and what the line calls the case: a response as it was handed over, or answers with their day:
/// `{"today": "2026-11-02", "answers": {…}}`, finished unless it says otherwise.
///
/// # Errors
/// Why it is not taken; never an answer.
pub fn interview(form: &Arc<Form>, text: &[u8]) -> Result<(Session, String), Vec<Finding>> {
    encoding(text)?;
    let told = |found: &Diagnostics| private(form, findings(found));
    let json = read(text, LIMITS).map_err(|found| told(&found))?;
    if json.get("extent").is_some() {
        return response(form, text);
    }
    let mut found = Diagnostics::default();
    let mut pointer = Pointer::default();
    let Kind::Object(members) = &json.kind else {
        found.tell(Code::WrongType, &pointer, "an object");
        return Err(findings(&found));
    };
    if members.iter().any(|member| !KEYS.contains(&&*member.key) && !member.key.starts_with("x-")) {
        // The key is not told: it may be an answer that stands one level too high.
        let help = format!("the keys are {}", KEYS.map(quoted).join(", "));
        let message = "a line that is no response has its answers under `answers`".to_owned();
        return Err(vec![Finding::error("unknown-key", "", message, help)]);
    }
    let wrong = |key: &str, what: &str| {
        let mut found = Diagnostics::default();
        let code = if json.get(key).is_some() { Code::WrongType } else { Code::MissingKey };
        let subject = if code == Code::MissingKey { key } else { what };
        Pointer::default().at(key, |pointer| found.tell(code, pointer, subject));
        findings(&found)
    };
    let today = json.get("today").and_then(Json::text).and_then(Date::parse);
    let today = today.ok_or_else(|| wrong("today", "a day: 2026-11-02"))?;
    let answers = json.get("answers").ok_or_else(|| wrong("answers", ""))?;
    let finished = match json.get("finished").map(|finished| &finished.kind) {
        None => true,
        Some(Kind::Bool(finished)) => *finished,
        Some(_) => return Err(wrong("finished", "true or false")),
    };
    let case = match json.get("case").map(|case| &case.kind) {
        None => String::new(),
        Some(Kind::Text(case)) => (**case).to_owned(),
        Some(_) => return Err(wrong("case", "a text")),
    };
    let entries = pointer.at("answers", |pointer| entries(form, answers, pointer, &mut found));
    found.or(()).map_err(|found| told(&found))?;
    let mut session = Session::of(Arc::clone(form), today, entries);
    if finished {
        session.finish();
    }
    Ok((session, case))
}

/// What came of a line, as one line of JSON.
///
/// # Errors
/// Why the line is not taken.
pub fn line(form: &Arc<Form>, text: &[u8], whole: bool) -> Result<String, Vec<Finding>> {
    let (session, case) = interview(form, text)?;
    let written = if whole {
        serde_json::to_string(&assess_session(&session, session.language()))
    } else {
        serde_json::to_string(&Scored::of(assess(form, session.state(), 0), case))
    };
    written
        .map_err(|error| vec![Finding::error("not-written", "", error.to_string(), "tell those who keep this command")])
}

impl Scored {
    fn of(found: Assessment, case: String) -> Self {
        let signs = |truth: Truth| {
            let of = found.indicators.iter().filter(|sign| sign.truth == truth);
            of.map(|sign: &IndicatorReport| sign.id.clone()).collect()
        };
        Self {
            case,
            met: signs(Truth::True),
            unknown: signs(Truth::Unknown),
            class: found.outcome.class,
            row: found.outcome.row,
            could_be: found.outcome.could_be,
            also_met: found.outcome.also_met,
            urgency: found.outcome.urgency,
            settled: found.outcome.settled,
            complete: found.complete,
            child_path: found.child_path,
            alerts: found.alerts.into_iter().map(|alert| alert.id).collect(),
            dimensions: found.dimensions.into_iter().map(|known: DimensionReport| (known.id, known.truth)).collect(),
            scores: found.scores,
        }
    }
}
