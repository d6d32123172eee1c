//! The engine against a second evaluator that shares nothing with it, on random forms and random answers; and what
//! must hold for every interview, on the same forms.
//!
//! `NRM_PAIRS` sets how many pairs are compared. A failure names the seed that makes its pair again, alone with
//! `NRM_SEED`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]
#![allow(clippy::print_stdout, reason = "how many pairs were compared is read there by what asks for the many")]

mod second;

use fastrand::Rng;
use nrm_screening::assessment::assess_session;
use nrm_screening::response::{Purpose, Response, resume};
use nrm_screening::{Form as Compiled, Session};
use second::coverage;
use second::engine::{self, Claim};
use second::findings::{Findings, evaluate};
use second::form::Form;
use second::generator::{self, answers};
use second::hits::{self, Hits, hit};
use second::sheet::{Given, Sheet};
use second::walk::{Walk, open_places};
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// How many pairs the normal run compares.
const PAIRS: u64 = 2000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

/// Looks at so many seeds; what was met on the way is counted.
fn each_seed(pairs: u64, look: impl Fn(u64) + Sync) -> Hits {
    each_of(0..pairs, look)
}

/// Looks at seeds until so many pairs were compared; what was met on the way is counted, and how many were drawn.
fn until_compared(pairs: u64, look: impl Fn(u64) + Sync) -> Hits {
    let mut hits = Hits::new();
    let mut drawn = 0;
    loop {
        let wanted = pairs.saturating_sub(hits.get("compared").copied().unwrap_or(0));
        if wanted == 0 || (drawn > 0 && number("NRM_SEED").is_some()) {
            return hits;
        }
        assert!(drawn < pairs * 3, "of {drawn} pairs {wanted} too few were compared");
        for (what, count) in each_of(drawn..drawn + wanted, &look) {
            *hits.entry(what).or_default() += count;
        }
        drawn += wanted;
        hits.insert("drawn".to_owned(), drawn);
    }
}

/// Looks at seeds on as many threads as there are cores.
fn each_of(seeds: Range<u64>, look: impl Fn(u64) + Sync) -> Hits {
    if let Some(seed) = number("NRM_SEED") {
        look(seed);
        return hits::taken();
    }
    let threads = std::thread::available_parallelism().map_or(1, |cores| u64::try_from(cores.get()).unwrap());
    let all = Mutex::new(Hits::new());
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (look, all, seeds) = (&look, &all, &seeds);
            scope.spawn(move || {
                (seeds.start + thread..seeds.end).step_by(usize::try_from(threads).unwrap()).for_each(look);
                for (what, count) in hits::taken() {
                    *all.lock().unwrap().entry(what).or_default() += count;
                }
            });
        }
    });
    all.into_inner().unwrap()
}

/// A pair: the form, compiled and as JSON, and the answers; nothing if the form is refused.
fn pair(seed: u64) -> Option<(Arc<Compiled>, Form, Given, Vec<Claim>)> {
    let json = generator::form(seed);
    let compiled = engine::compiled(&json);
    let form = Form::new(json);
    let given = answers::answers(&form, seed);
    match compiled {
        Ok((compiled, claims)) => Some((compiled, form, given, claims)),
        Err(codes) => {
            hit("refused");
            hit(format!("refused: {}", codes[0].0));
            None
        }
    }
}

fn failed(seed: u64, what: &str, lines: &[String], form: &Form, given: &Given) -> ! {
    let lines = lines.join("\n  ");
    panic!("{what}, NRM_SEED={seed}\n  {lines}\nnot seen yet: {:?}\n{}\n{}", given.marked, given.answers, form.json)
}

#[test]
fn the_two_evaluators_agree() {
    let pairs = number("NRM_PAIRS").unwrap_or(PAIRS);
    let hits = until_compared(pairs, |seed| {
        let Some((compiled, form, mut given, _)) = pair(seed) else { return };
        coverage::count(&form.json);
        let told = if given.finished {
            // What came back while it was answered, and what the host gave, is not seen yet.
            let mut session = engine::session(&compiled, &given);
            given.marked = engine::marked(&session);
            session.finish();
            engine::outcome_of(&session, &given)
        } else {
            engine::findings(&compiled, &engine::standing(&compiled, &given), &given)
        };
        let own = evaluate(&form, &given);
        if !own.skipped.is_empty() {
            hit("skipped");
            return;
        }
        let differences = own.differences(&told);
        if !differences.is_empty() {
            failed(seed, "the two evaluators differ", &differences, &form, &given);
        }
        hit("compared");
    });
    if number("NRM_SEED").is_some() {
        return;
    }
    let met = |what: &str| hits.get(what).copied().unwrap_or(0);
    let (compared, drawn, refused, skipped) = (met("compared"), met("drawn"), met("refused"), met("skipped"));
    println!("compared: {compared}, drawn: {drawn}, refused: {refused}, skipped: {skipped}");
    for (what, count) in &hits {
        eprintln!("{count:9} {what}");
    }
    assert!(compared >= pairs, "{compared} of {pairs} were compared");
    assert!(refused * 10 <= drawn, "more than one form in ten is refused");
    assert!(skipped * 20 <= drawn, "more than one pair in twenty has too many completions");
    if pairs >= PAIRS {
        let rare = coverage::rare(&hits);
        assert!(rare.is_empty(), "met too rarely: {rare:#?}");
    }
}

#[test]
fn an_interview_comes_back_from_its_text() {
    let hits = each_seed(number("NRM_PAIRS").unwrap_or(PAIRS) / 4, |seed| {
        let Some((compiled, _, given, _)) = pair(seed) else { return };
        let mut session = engine::session(&compiled, &given);
        for _ in 0..2 {
            let text = session.to_text();
            let back = Session::from_text(Arc::clone(&compiled), &text).unwrap_or_else(|| panic!("NRM_SEED={seed}"));
            assert_eq!((back.entries(), back.state()), (session.entries(), session.state()), "NRM_SEED={seed}");
            assert_eq!(assess_session(&back, 0), assess_session(&session, 0), "NRM_SEED={seed}");
            assert_eq!(back.to_text(), text, "NRM_SEED={seed}");
            session.finish();
        }
        hit("came back");
    });
    assert!(number("NRM_SEED").is_some() || hits.get("came back").copied().unwrap_or(0) > 400, "{hits:?}");
}

#[test]
fn an_interview_goes_on_from_its_response_and_gives_the_same_one() {
    let told = |session: &Session| serde_json::to_string(&Response::of(session, Purpose::Record).sealed()).unwrap();
    let hits = each_seed(number("NRM_PAIRS").unwrap_or(PAIRS) / 4, |seed| {
        let Some((compiled, _, given, _)) = pair(seed) else { return };
        let mut session = engine::session(&compiled, &given);
        for finished in [false, true] {
            let response = told(&session);
            if session.keeps_record() {
                let again = resume(&compiled, response.as_bytes());
                let mut again = again.unwrap_or_else(|found| panic!("{found:?}, NRM_SEED={seed}\n{response}"));
                assert!(!again.is_finished(), "it goes on");
                if finished {
                    again.finish();
                }
                assert_eq!(told(&again), response, "NRM_SEED={seed}");
                assert_eq!(again.state(), session.state(), "NRM_SEED={seed}");
                hit("came back");
            } else {
                assert_eq!(resume(&compiled, response.as_bytes()).unwrap_err().word(), "response-partial");
            }
            session.finish();
        }
    });
    assert!(number("NRM_SEED").is_some() || hits.get("came back").copied().unwrap_or(0) > 400, "{hits:?}");
}

#[test]
fn what_is_proved_of_a_form_holds() {
    let hits = each_seed(number("NRM_PAIRS").unwrap_or(PAIRS), |seed| {
        let Some((_, form, given, claims)) = pair(seed) else { return };
        for finished in [false, true] {
            let given = Given { finished, ..given.clone() };
            let own = evaluate(&form, &given);
            let contradicted = claims.iter().filter_map(|claim| own.contradicts(&form.json, claim));
            let contradicted: Vec<String> = contradicted.collect();
            if !contradicted.is_empty() {
                failed(seed, "what was proved of the form does not hold", &contradicted, &form, &given);
            }
        }
    });
    for claim in ["never-true", "never-false", "row-never-decides", "dimension-never"] {
        let checked = hits.get(&format!("claim {claim}")).copied().unwrap_or(0);
        assert!(number("NRM_SEED").is_some() || checked > 50, "{claim}: {checked} checked");
    }
}

/// The keys of what is open.
fn open(found: &Findings) -> Vec<String> {
    found.items.iter().filter(|(_, state)| *state == "open").map(|(key, _)| key.clone()).collect()
}

/// The keys of what was answered and is closed all the same: nobody may be asked any more.
fn silenced(found: &Findings, sheet: &Sheet<'_>) -> Vec<String> {
    let answered = |key: &str| sheet.stored(key).is_some_and(|stored| stored.get("missing").is_none());
    let closed = found.items.iter().filter(|(_, state)| *state == "missing(declined)");
    closed.filter(|(key, _)| answered(key)).map(|(key, _)| key.clone()).collect()
}

/// The item of a key.
fn item(key: &str) -> &str {
    key.rsplit('.').next().expect("a part")
}

#[test]
fn the_meaning_itself_is_monotone() {
    each_seed(number("NRM_PAIRS").unwrap_or(PAIRS) / 4, |seed| {
        let form = Form::new(generator::form(seed));
        let begun = Given { finished: false, ..answers::answers(&form, seed) };
        let before = evaluate(&form, &begun);
        let mut random = Rng::with_seed(seed);
        let mut later = vec![("finishing".to_owned(), Given { finished: true, ..begun.clone() })];
        // What a withdrawal closed has to be seen again (9), though an answer to another question offers it.
        let mut asked = begun.clone();
        asked.marked.extend(silenced(&before, &Sheet::new(&form, &begun)));
        for key in open(&before) {
            let answer = answers::anything(&mut random, &begun, &key, form.question(item(&key)));
            later.push((format!("{key} = {answer}"), answers::with(&asked, &key, answer)));
        }
        for (what, later) in later {
            let lost = before.lost(&evaluate(&form, &later));
            if !lost.is_empty() {
                failed(seed, &format!("{what} changes what was definite"), &lost, &form, &begun);
            }
        }
    });
}

#[test]
fn answering_what_is_open_never_changes_what_is_definite() {
    each_seed(number("NRM_PAIRS").unwrap_or(PAIRS) / 8, |seed| {
        let Some(mut walk) = Walk::start(seed) else { return };
        let mut before = walk.findings();
        for _ in 0..20 {
            if walk.step().is_none() {
                break;
            }
            let now = walk.findings();
            let lost = before.lost(&now);
            if !lost.is_empty() {
                walk.failed(seed, "an answer changes what was definite", &lost);
            }
            before = now;
        }
        walk.session.finish();
        let lost = before.lost(&walk.findings());
        if !lost.is_empty() {
            walk.failed(seed, "finishing changes what was definite", &lost);
        }
    });
}

#[test]
fn clearing_undoes_answering() {
    each_seed(number("NRM_PAIRS").unwrap_or(PAIRS) / 8, |seed| {
        let Some(mut walk) = Walk::start(seed) else { return };
        for _ in 0..12 {
            let before = walk.session.state().clone();
            let open = open_places(&walk.session);
            let Some((place, key)) = open.get(walk.random.usize(0..open.len().max(1))).cloned() else { break };
            if let Some(answer) = walk.answer(&key, place) {
                let mut other = walk.session.clone();
                other.answer(place, answer).expect("allowed");
                other.clear(place).expect("allowed");
                if *other.state() != before {
                    walk.failed(seed, "clearing does not undo answering", &[key]);
                }
            }
            walk.step();
        }
    });
}

#[test]
fn the_order_of_answering_never_matters() {
    each_seed(number("NRM_PAIRS").unwrap_or(PAIRS) / 8, |seed| {
        let (Some(mut first), Some(mut second)) = (Walk::start(seed), Walk::start(seed)) else { return };
        for _ in 0..20 {
            first.step();
        }
        let mut left = first.given.clone();
        // Each as soon as its question is open and the answer is offered, in another order.
        while !left.is_empty() {
            second.random.shuffle(&mut left);
            let open = open_places(&second.session);
            let next = (0..left.len()).find(|at| {
                let (place, answer) = &left[*at];
                open.iter().any(|(known, _)| known == place) && second.take(*place, answer)
            });
            let Some(next) = next else { second.failed(seed, "an answered question never opens again", &[]) };
            left.swap_remove(next);
        }
        if first.session.state() != second.session.state() {
            let differences = first.findings().differences(&second.findings());
            second.failed(seed, "the order of answering matters", &differences);
        }
    });
}
