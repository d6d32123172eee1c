//! The engine against a second evaluator that shares nothing with it, on random forms and random answers.
//!
//! `NRM_PAIRS` sets how many pairs are compared; a failure names the seed that makes its pair again.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

mod second;

use fastrand::Rng;
use second::findings::{Findings, evaluate};
use second::form::Form;
use second::generator::{self, answers};
use second::hits::{self, Hits};
use second::sheet::Given;
use std::sync::Mutex;

/// How many pairs a test looks at, and the first of its seeds.
fn pairs(usual: u64) -> u64 {
    std::env::var("NRM_PAIRS").map_or(usual, |number| number.parse().expect("NRM_PAIRS is a number"))
}

/// Looks at every seed, on as many threads as there are cores; what was met on the way is counted.
fn each_seed(number: u64, look: impl Fn(u64) + Sync) -> Hits {
    let threads = std::thread::available_parallelism().map_or(1, |cores| u64::try_from(cores.get()).unwrap());
    let all = Mutex::new(Hits::new());
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (look, all) = (&look, &all);
            scope.spawn(move || {
                (thread..number).step_by(usize::try_from(threads).unwrap()).for_each(look);
                for (what, count) in hits::taken() {
                    *all.lock().unwrap().entry(what).or_default() += count;
                }
            });
        }
    });
    all.into_inner().unwrap()
}

/// The keys of what is open.
fn open(found: &Findings) -> Vec<String> {
    found.items.iter().filter(|(_, state)| *state == "open").map(|(key, _)| key.clone()).collect()
}

/// The item of a key.
fn item(key: &str) -> &str {
    key.rsplit('.').next().expect("a part")
}

#[test]
fn the_meaning_itself_is_monotone() {
    each_seed(pairs(2000).min(2000), |seed| {
        let form = Form::new(generator::form(seed));
        let begun = Given { finished: false, ..answers::answers(&form, seed) };
        let before = evaluate(&form, &begun);
        let mut random = Rng::with_seed(seed);
        let mut later = vec![("finish".to_owned(), Given { finished: true, ..begun.clone() })];
        for key in open(&before) {
            let answer = answers::anything(&mut random, &begun, &key, form.question(item(&key)));
            later.push((format!("{key} = {answer}"), answers::with(&begun, &key, answer)));
        }
        for (what, later) in later {
            let lost = before.lost(&evaluate(&form, &later));
            assert!(lost.is_empty(), "seed {seed}, {what}: {lost:#?}\n{}\n{}", form.json, begun.answers);
        }
    });
}

#[test]
fn every_construct_is_met() {
    let number = pairs(2000);
    let hits = each_seed(number, |seed| {
        let json = generator::form(seed);
        second::coverage::count(&json);
        let form = Form::new(json);
        evaluate(&form, &answers::answers(&form, seed));
    });
    for (what, count) in &hits {
        eprintln!("{count:8} {what}");
    }
    let rare = second::coverage::rare(&hits);
    assert!(rare.is_empty(), "{rare:#?}");
}
