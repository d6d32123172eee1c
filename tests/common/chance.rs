//! Anything at all, given to a form of every kind of item.

use super::Draft;
use super::questions::{also, date, integer, multiple, only, plain, rows, single, talk, yes_no};
use nrm_screening::session::{Change, Place, Refused};
use nrm_screening::value::{Answer, Calendar, DateGiven, Reason};
use nrm_screening::{Form, Session};
use serde_json::json;
use std::sync::Arc;

/// Numbers that look random and are the same every time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    pub fn place(&mut self, items: usize) -> Place {
        let item = u16::try_from(self.below(items + 2)).unwrap();
        let row = u16::try_from(self.below(4)).unwrap();
        if self.below(2) == 0 { item.into() } else { (item, row).into() }
    }

    pub fn text(&mut self) -> String {
        let texts = [
            "",
            "yes",
            "12",
            "-0",
            "1e999",
            "NaN",
            "99999999999999999999",
            "2001",
            "2001-02-30",
            "0000",
            "9999-13",
            "24:00",
            "12:30",
            "\u{0}",
            "\u{202e}\u{feff}",
            "𝟏𝟐",
            "١٢",
            "__proto__",
            "constructor",
            "<script>",
            "a\u{301}",
            "--1",
            "1.",
            ".5",
            "1-2-3-4",
        ];
        match self.below(40) {
            0 => "x".repeat(20_000),
            1 => "9".repeat(400),
            _ => texts[self.below(texts.len())].to_owned(),
        }
    }

    pub fn answer(&mut self) -> Answer {
        let choice = |chance: &mut Self| u16::try_from([0, 1, 2, 3, 9, 499, 65_535][chance.below(7)]).unwrap();
        match self.below(8) {
            0 => Answer::Choice(choice(self)),
            1 => Answer::Choices((0..self.below(4)).map(|_| choice(self)).collect()),
            2 => Answer::number(&self.text()),
            3 => Answer::Text(self.text().into()),
            4 => Answer::time(&self.text()),
            5 => Answer::Missing(Reason::ALL[self.below(Reason::ALL.len())]),
            _ => {
                let to = (self.below(2) == 0).then(|| self.text().into());
                let words = (self.below(2) == 0).then(|| self.text().into());
                let calendar = Calendar::ALL[self.below(Calendar::ALL.len())];
                Answer::date(DateGiven { calendar, from: self.text().into(), to, words })
            }
        }
    }
}

/// Does something to an interview, whether it may be done or not. Of those that answer with anything at all, the first two
/// kinds are `own`, where it does something.
pub fn edit(
    session: &mut Session,
    chance: &mut Chance,
    own: impl FnOnce(&mut Session, &mut Chance, usize) -> Option<Result<Change, Refused>>,
) {
    let place = chance.place(session.form().items.len());
    let _ = match chance.below(13) {
        0 => session.add_row(place.item),
        1 => session.remove_row(place.item, place.row.unwrap_or(9)),
        2 => session.clear(place),
        3 => session.confirm(place),
        4 => session.give("gate", ["yes", "no"][chance.below(2)]),
        5 => session.give("talk", ["given", "withdrawn", "asked", "refused"][chance.below(4)]),
        6 => session.prefill(place, chance.answer()),
        kind => own(session, chance, kind - 7).unwrap_or_else(|| session.answer(place, chance.answer())),
    };
}

/// A form with every kind of item, each asked where the gate is yes, and everything that can be made of them.
pub fn every_kind() -> Arc<Form> {
    let list = rows("kids", &[yes_no("child"), only(integer("years", 0, 17), "child"), plain("name", "text")]);
    let asked = [
        single("s", &["w0", "w1", "other"]),
        multiple("m", &["p", "q"]),
        integer("n", -3, 9),
        date("d"),
        plain("t", "text"),
        plain("h", "time"),
        list,
        also(yes_no("p"), "by", "person"),
    ];
    let mut draft = Draft::new().ask(yes_no("gate")).ask(talk());
    for item in asked {
        draft = draft.ask(only(item, "gate"));
    }
    draft
        .calculate("c", "sum(n, kids.sum(k, k.years), yearsBetween(d, today))")
        .when("c > 5 && scores.s >= 2 || kids.exists(k, k.years > 3)")
        .set("/scores", json!([{ "id": "s", "method": "sum", "missing": { "atLeast": 2, "fill": "mean" }, "weights": {
            "s": { "w0": 0, "w1": 1, "other": 2 }, "m": { "p": 1, "q": 2, "none": 0 }, "n": "value", "a": { "yes": 1, "no": 0 } } }]))
        .set("/dimensions", json!([{ "id": "x", "title": "X" }]))
        .set("/dimensionRule", json!([{ "strong": 1 }]))
        .set("/indicators", json!([{ "id": "i", "dimension": "x", "strength": "strong", "when": "'p' in m || c > 9" }]))
        .set("/alerts", json!([{ "id": "l", "when": "p && n < 0", "urgency": "urgent", "text": "L" }]))
        .form()
}
