//! What is for the record alone: the other tables over the same findings, and scores that are `internal`, stand on no
//! screen, no print and in no event (semantics 16, 22).

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "common/screen.rs"]
mod screen;

use nrm_screening::view::paper::PaperWords;
use nrm_screening::view::{Attr, Effects, Interview, html};
use screen::{act, handed_over, open, text, walk};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const EXAMPLE: &str = include_str!("fixtures/example.form.json");

/// Everything by which what is hidden can be told, each found nowhere else in the form: ids and classes begin so, and
/// weights add up to numbers of their own.
const HIDDEN: &str = "zz";
const LOCKED: i32 = 70_311;
const REFUSED: i32 = 40_517;
const GATE: i32 = 90_007;

/// The example with an internal score, in bands, that other things read; a score of it; and two variants.
fn form() -> Vec<u8> {
    let mut form: Value = serde_json::from_str(EXAMPLE).unwrap();
    let bands = |low: &str, high: &str| json!([{ "id": low, "from": 0 }, { "id": high, "from": LOCKED }]);
    let scores = form["scores"].as_array_mut().unwrap();
    scores.push(json!({ "id": "zz_score", "method": "sum", "missing": "unknown", "internal": true,
        "weights": { "locked": { "yes": LOCKED, "no": 0 }, "papers": { "self": 0, "kept_for_me": 0, "taken": REFUSED, "none": 0 } },
        "bands": bands("zz_low", "zz_high"), "bandSets": { "other": bands("zz_calm", "zz_not_calm") } }));
    scores.push(
        json!({ "id": "zz_gated", "method": "sum", "missing": "unknown", "internal": true, "whenNotApplicable": GATE,
        "weights": { "asked_back": { "not_asked": 0, "refused": 1, "harmed": 2 } } }),
    );
    scores.push(json!({ "id": "zz_twice", "method": "calculate", "internal": true, "value": "scores.zz_score * 2" }));
    // What is asked, told and calculated through them shows nothing of them.
    let asked = form["items"][1]["items"].as_array_mut().unwrap();
    asked.push(
        json!({ "id": "rest", "type": "single", "by": "person", "text": "Do you get any rest?", "choices": "yes_no",
        "relevant": "bands.zz_score == 'zz_high' || scores.zz_gated > 100" }),
    );
    asked.push(
        json!({ "id": "pressed", "type": "calculate", "short": "Under pressure", "value": "scores.zz_twice > 1000" }),
    );
    let indicators = form["indicators"].as_array_mut().unwrap();
    indicators.push(json!({ "id": "strain", "dimension": "exploitation", "strength": "weak", "text": "Under strain",
        "when": "bands.zz_score == 'zz_high' && pressed" }));
    let alerts = form["alerts"].as_array_mut().unwrap();
    alerts.push(json!({ "id": "hurry", "when": "scores.zz_score > 100000", "urgency": "urgent", "text": "Talk to your supervisor." }));
    let row = |id: &str, class: &str, when: &str| json!({ "id": id, "class": class, "when": when });
    form["outcomes"]["variants"] = json!({
        "wide": [row("zz_wide_row", "zzWide", "locked == 'yes'"), { "id": "zz_wide_last", "class": "zzWideOther" }],
        "strict": [row("zz_strict_row", "zzStrict", "rest == 'no'"), { "id": "zz_strict_last", "class": "zzStrictOther" }] });
    form["outcomes"]["variant"] = json!("standard");
    serde_json::to_vec(&form).unwrap()
}

/// All that anyone can see or hear of an interview.
#[derive(Default)]
struct Seen {
    texts: Vec<String>,
    pages: BTreeSet<String>,
}

impl Seen {
    fn heard(&mut self, effects: &Effects) {
        self.texts.push(effects.to_text());
    }

    /// The page with everything that folds, unfolded one after the other; what is printed now.
    fn look(&mut self, interview: &mut Interview, words: &PaperWords) {
        let page = text(interview);
        if !self.pages.insert(page.clone()) {
            return;
        }
        let mut toggles = Vec::new();
        let mut nodes = interview.draw_marks();
        nodes.extend(interview.draw());
        walk(&nodes, &mut |element| {
            if element.attr(Attr::Act) == Some("toggle") {
                let named = |attr| element.attr(attr).unwrap_or_default().to_owned();
                toggles.push((named(Attr::Item), named(Attr::Value)));
            }
        });
        self.texts.push(page);
        for (item, value) in toggles {
            self.heard(&act(interview, "toggle", &item, &value));
            self.texts.push(text(interview));
            act(interview, "toggle", &item, &value);
        }
        for printed in [interview.draw_blank(words), interview.draw_result(words, "K7-42-XM")] {
            self.texts.push(html::write(&printed.unwrap().into()));
        }
    }
}

/// An interview from its first page to its end, each page looked at before and after its answers.
fn seen(language: &str, answers: &[(&str, &str)]) -> (Seen, Value) {
    let words = match language {
        "fr" => include_bytes!("../schemas/interface/fr.json").as_slice(),
        "ar" => include_bytes!("../schemas/interface/ar.json"),
        _ => include_bytes!("../schemas/interface/en.json"),
    };
    let words = PaperWords::read(words).unwrap();
    let mut interview = open(&form(), &[], language);
    let mut seen = Seen::default();
    seen.look(&mut interview, &words);
    let effects = act(&mut interview, "next", "", "");
    seen.heard(&effects);
    for (item, code) in answers {
        seen.look(&mut interview, &words);
        seen.heard(&act(&mut interview, "answer", item, code));
    }
    for _ in 0..12 {
        seen.look(&mut interview, &words);
        seen.heard(&act(&mut interview, "without", "", ""));
    }
    for step in ["review", "next", "finish"] {
        seen.look(&mut interview, &words);
        seen.heard(&act(&mut interview, step, "", ""));
    }
    seen.look(&mut interview, &words);
    let record = serde_json::to_value(handed_over(&interview)).unwrap();
    seen.heard(&act(&mut interview, "end", "", ""));
    seen.texts.push(text(&interview));
    (seen, record)
}

#[test]
fn variants_and_internal_scores_stay_off_screens_prints_and_events() {
    let signs = [
        ("age_group", "adult"),
        ("talk", "given"),
        ("papers", "taken"),
        ("asked_back", "refused"),
        ("locked", "yes"),
        ("hours", "yes"),
        ("pay", "yes"),
        ("rest", "no"),
    ];
    let none = [
        ("age_group", "adult"),
        ("talk", "given"),
        ("papers", "self"),
        ("locked", "no"),
        ("hours", "no"),
        ("pay", "no"),
    ];
    let few = [("age_group", "child"), ("with_guardian", "no"), ("talk", "given"), ("locked", "yes")];
    let numbers = [LOCKED, REFUSED, LOCKED + REFUSED, 2 * (LOCKED + REFUSED), 2 * LOCKED, 2 * REFUSED, GATE];
    let mut recorded = String::new();
    let all = [signs.as_slice(), &none, &few, &[("talk", "refused")]];
    for (language, interviews) in [("fr", all.as_slice()), ("ar", &all[..1])] {
        for answers in interviews {
            let (seen, record) = seen(language, answers);
            assert!(seen.pages.len() >= 4, "{} pages", seen.pages.len());
            let shown = |text: &str| seen.texts.iter().any(|shown| shown.contains(text));
            // The result and what rests on the hidden score were on screen.
            assert!(answers.len() < signs.len() || (shown("Signs of trafficking") && shown("Under strain")));
            for shown in &seen.texts {
                assert!(!shown.contains(HIDDEN), "{language} {answers:?}: {shown}");
                for number in numbers {
                    // As it is written, and with its thousands set apart.
                    let bare: String =
                        shown.chars().filter(|letter| !",.’'\u{a0}\u{202f} ".contains(*letter)).collect();
                    assert!(!bare.contains(&number.to_string()), "{language} {answers:?}: {number} in {shown}");
                }
            }
            recorded.push_str(&record.to_string());
        }
    }
    // They are computed all the while, and stand in the record.
    for id in ["zz_score", "zz_gated", "zz_twice", "zz_high", "zz_low", "zz_calm", "zz_not_calm", "zzWide", "zzStrict"]
    {
        assert!(recorded.contains(id), "{id}");
    }
    for number in [LOCKED + REFUSED, 2 * (LOCKED + REFUSED), GATE] {
        assert!(recorded.contains(&number.to_string()), "{number}");
    }
}
