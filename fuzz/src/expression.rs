//! A text as a condition, in a form that has something of every kind to name.

use super::{form, sound, start};
use nrm_screening::value::{Answer, Reason, Truth};
use serde_json::json;

/// The draft, with the condition, its opposite, and the condition twice as its first three indicators; or without.
fn draft(conditions: &[String]) -> Vec<u8> {
    let wanted = conditions.iter().enumerate().map(|(place, when)| {
        json!({ "id": format!("wanted_{place}"), "dimension": "one", "strength": "strong", "when": when })
    });
    let always = json!({ "id": "sign", "dimension": "one", "strength": "medium", "when": "gate" });
    let indicators: Vec<_> = wanted.chain([always]).collect();
    let question =
        |id: &str, by: &str| json!({ "id": id, "type": "single", "by": by, "text": id, "choices": "yes_no" });
    let mut later = question("later", "observer");
    later["relevant"] = "gate == 'yes'".into();
    let mut silent = question("silent", "worker");
    silent["whenMissing"] = "yes".into();
    let many = json!({ "id": "many", "type": "single", "by": "person", "text": "many", "choices": [
        { "code": "none", "text": "0" }, { "code": "some", "text": "1" }, { "code": "all", "text": "2" } ] });
    json!({
        "format": 1, "id": "draft", "version": "1.0.0", "sourceLanguage": "en", "title": "Draft",
        "choiceLists": { "yes_no": [{ "code": "yes", "text": "Yes" }, { "code": "no", "text": "No" }] },
        "items": [{ "id": "page", "type": "group", "title": "Page", "items": [
            { "id": "talk", "type": "consent", "scope": "talk", "text": "May I?" },
            question("gate", "observer"), later, silent, many
        ]}],
        "indicators": indicators,
        "dimensionRule": [{ "strong": 1, "total": 2 }],
        "dimensions": [{ "id": "one", "title": "One" }],
        "scores": [{ "id": "sum", "method": "sum", "missing": "zero",
            "weights": { "later": { "yes": 2, "no": 0 }, "many": { "none": 0, "some": 1.5, "all": 4 } },
            "bands": [{ "id": "low", "from": 0 }, { "id": "high", "from": 2 }] }],
        "alerts": [{ "id": "alarm", "when": "gate == 'yes' && many == 'all'", "urgency": "urgent", "text": "Now" }],
        "outcomes": {
            "rows": [
                { "id": "first", "class": "one", "when": "alerts.alarm", "text": "One" },
                { "id": "last", "class": "other", "text": "Other" }
            ],
            "indeterminate": { "text": "Not known" }, "couldNotBeDone": { "text": "Not held" }
        }
    })
    .to_string()
    .into_bytes()
}

/// Reads and compiles the text as a condition. Where it is one, it and its opposite are never both true, and it twice
/// is what it is once, whatever is answered.
pub fn expression(data: &[u8]) -> bool {
    let Ok(text) = core::str::from_utf8(data) else { return false };
    let Ok(alone) = form(&draft(&[text.to_owned()])) else { return false };
    start(&alone);
    let conditions = [text.to_owned(), format!("!({text})"), format!("({text}) && ({text})")];
    // Its opposite, or it twice, may be over the limits.
    let Ok(form) = form(&draft(&conditions)) else { return true };
    for answers in ANSWERS {
        let mut session = start(&form);
        for (id, answer) in ["gate", "later", "silent", "many", "talk"].into_iter().zip(answers) {
            if let Some(answer) = answer {
                session.answer_id(id, answer).expect("taken");
            }
        }
        sound(&session);
        for finish in [false, true] {
            if finish {
                session.finish();
            }
            let truth = |place| session.state().indicator(place).truth;
            let (it, opposite, twice) = (truth(0), truth(1), truth(2));
            assert!(it != Truth::True || opposite != Truth::True, "`{text}` and its opposite are both true");
            assert_eq!(it, twice, "`{text}` twice is not what it is once");
        }
    }
    true
}

/// What is answered: gate, later, silent, many, talk.
const ANSWERS: [[Option<Answer>; 5]; 6] = {
    const FIRST: Option<Answer> = Some(Answer::Choice(0));
    const SECOND: Option<Answer> = Some(Answer::Choice(1));
    const THIRD: Option<Answer> = Some(Answer::Choice(2));
    const SILENT: Option<Answer> = Some(Answer::Missing(Reason::NotAsked));
    const OPEN: Option<Answer> = None;
    [
        [OPEN; 5],
        [FIRST, FIRST, FIRST, THIRD, FIRST],
        [SECOND, OPEN, SECOND, FIRST, FIRST],
        [SILENT, OPEN, SILENT, SILENT, SILENT],
        [FIRST, SECOND, OPEN, SECOND, SECOND],
        [FIRST, SILENT, SILENT, OPEN, THIRD],
    ]
};
