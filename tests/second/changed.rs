//! What must hold for interviews in which answers are changed on the way, rows come and go, and consents are withdrawn:
//! what was given last counts, and nothing of how it came about. What comes back with its question is confirmed: that is
//! what marks are for (9).

use super::super::{PAIRS, each_seed, number};
use super::hits::hit;
use super::walk::{Walk, answered_places, confirm_all, open_places};
use nrm_screening::Session;
use nrm_screening::evaluation::{MORE, evaluate};
use nrm_screening::session::Place;
use nrm_screening::value::{Answer, ItemType};
use std::sync::Arc;

/// How many seeds are looked at.
fn seeds() -> u64 {
    number("NRM_PAIRS").unwrap_or(PAIRS) / 16
}

impl Walk {
    /// Another answer where one stands, with the one that stands.
    fn change(&mut self) -> Option<(Place, Answer)> {
        let answered = answered_places(&self.session);
        let (place, key) = answered.get(self.random.usize(0..answered.len().max(1)))?.clone();
        let former = self.session.entry(place)?.answer.clone()?;
        let form = Arc::clone(self.session.form());
        let item = &form.items[usize::from(place.item)];
        let other = match item.kind {
            ItemType::Repeat => Answer::Choice(u16::try_from(MORE.iter().position(|code| *code == "yes")?).ok()?),
            // What was agreed to is taken back, and what was refused is agreed to.
            ItemType::Consent => {
                let code = if former == Answer::Choice(item.choice("given")?) { "withdrawn" } else { "given" };
                hit(format!("a consent becomes {code}"));
                Answer::Choice(item.choice(code)?)
            }
            _ => self.answer(&key, place)?,
        };
        if other != former {
            hit(format!("another answer to {:?}", item.kind));
        }
        self.session.answer(place, other).expect("allowed");
        Some((place, former))
    }

    /// Answers on, with changes on the way.
    fn wander(&mut self) {
        for _ in 0..16 {
            match self.random.u8(0..10) {
                0..=2 => {
                    self.change();
                    confirm_all(&mut self.session);
                }
                3 => self.row_comes_or_goes(),
                _ => drop(self.step()),
            }
            let evaluated = evaluate(self.session.form(), self.session.entries(), self.session.today());
            assert_eq!(*self.session.state(), evaluated, "a state is that of its answers");
        }
        confirm_all(&mut self.session);
    }

    fn row_comes_or_goes(&mut self) {
        let form = Arc::clone(self.session.form());
        let Some(repeat) = form.repeats.first().map(|repeat| repeat.item) else { return };
        let rows = self.session.entry(repeat).map_or(0, |entry| entry.rows.len());
        if rows < 3 && self.random.bool() {
            self.session.add_row(repeat).expect("a row");
        } else if rows > 0 {
            let row = self.random.usize(0..rows);
            self.session.remove_row(repeat, u16::try_from(row).unwrap()).expect("a row");
            hit("a row goes");
        }
        confirm_all(&mut self.session);
    }
}

#[test]
fn an_answer_changed_and_changed_back_leaves_nothing() {
    let hits = each_seed(seeds(), |seed| {
        let Some(mut walk) = Walk::start(seed) else { return };
        walk.wander();
        for _ in 0..6 {
            let before = walk.session.state().clone();
            // Several are changed, and changed back from the last to the first.
            let changed: Vec<(Place, Answer)> = (0..3).filter_map(|_| walk.change()).collect();
            for (place, former) in changed.into_iter().rev() {
                walk.session.answer(place, former).expect("allowed");
            }
            confirm_all(&mut walk.session);
            if *walk.session.state() != before {
                walk.failed(seed, "changing back does not undo changing", &[]);
            }
            hit("changed back");
        }
    });
    let met = |what: &str| hits.get(what).copied().unwrap_or(0);
    for what in ["a consent becomes withdrawn", "a consent becomes given", "a row goes", "changed back"] {
        assert!(number("NRM_SEED").is_some() || met(what) > 20, "{what}: {}", met(what));
    }
    for kind in [ItemType::Single, ItemType::Multiple, ItemType::Integer, ItemType::Date, ItemType::Repeat] {
        let what = format!("another answer to {kind:?}");
        assert!(number("NRM_SEED").is_some() || met(&what) > 8, "{what}: {}", met(&what));
    }
}

#[test]
fn a_row_that_comes_and_goes_leaves_nothing() {
    let hits = each_seed(seeds(), |seed| {
        let Some(mut walk) = Walk::start(seed) else { return };
        walk.wander();
        let form = Arc::clone(walk.session.form());
        for repeat in &form.repeats {
            let before = walk.session.clone();
            let own = before.entry(repeat.item).and_then(|entry| entry.answer.clone());
            if walk.session.add_row(repeat.item).is_err() {
                continue;
            }
            let rows = walk.session.entry(repeat.item).expect("an entry").rows.len();
            let row = u16::try_from(rows - 1).unwrap();
            let in_it = |place: &Place| {
                place.row == Some(row) && form.items[usize::from(place.item)].repeat == Some(repeat.item)
            };
            for (place, key) in open_places(&walk.session).into_iter().filter(|(place, _)| in_it(place)) {
                if let Some(answer) = walk.answer(&key, place) {
                    walk.session.answer(place, answer).expect("allowed");
                    hit("answered in a row that goes");
                }
            }
            walk.session.remove_row(repeat.item, row).expect("a row");
            if let Some(own) = own {
                walk.session.answer(repeat.item, own).expect("allowed");
            }
            confirm_all(&mut walk.session);
            if walk.session.state() != before.state() {
                walk.failed(seed, "a row that came and went leaves something", &[]);
            }
        }
    });
    let met = hits.get("answered in a row that goes").copied().unwrap_or(0);
    assert!(number("NRM_SEED").is_some() || met > 20, "{met}");
}

#[test]
fn clearing_undoes_answering_also_after_changes() {
    each_seed(seeds(), |seed| {
        let Some(mut walk) = Walk::start(seed) else { return };
        walk.wander();
        for (place, key) in open_places(&walk.session) {
            let before = walk.session.state().clone();
            let Some(answer) = walk.answer(&key, place) else { continue };
            let mut other = walk.session.clone();
            other.answer(place, answer).expect("allowed");
            other.clear(place).expect("allowed");
            if *other.state() != before {
                walk.failed(seed, "clearing does not undo answering", &[key]);
            }
        }
    });
}

#[test]
fn how_it_came_to_its_answers_never_matters() {
    let hits = each_seed(seeds(), |seed| {
        let Some(mut walk) = Walk::start(seed) else { return };
        walk.wander();
        let form = Arc::clone(walk.session.form());
        // What was given last, also to what does not apply any more, in another order and without the way there.
        let mut given: Vec<(Place, Answer)> = Vec::new();
        let mut straight = Session::start(Arc::clone(&form), walk.session.today());
        for (place, entry) in (0..).zip(walk.session.entries()) {
            for (number, row) in (0_u16..).zip(&entry.rows) {
                straight.add_row(place).expect("a row");
                let inside = (place + 1..).zip(&row.entries);
                given.extend(inside.filter_map(|(inner, entry)| Some(((inner, number).into(), entry.answer.clone()?))));
            }
            given.extend(entry.answer.clone().map(|answer| (place.into(), answer)));
        }
        walk.random.shuffle(&mut given);
        for (place, answer) in given {
            straight.answer(place, answer).expect("allowed");
            hit("given again");
        }
        confirm_all(&mut straight);
        if straight.state() != walk.session.state() {
            walk.failed(seed, "the way to the answers matters", &[]);
        }
    });
    let met = hits.get("given again").copied().unwrap_or(0);
    assert!(number("NRM_SEED").is_some() || met > 300, "{met}");
}
