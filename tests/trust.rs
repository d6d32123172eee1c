//! Whether a version may be opened, as it is decided natively: the rows that `tests/node/trust.test.mjs` makes, with signatures that
//! are not ours, and has a device decide.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails stops at once"
)]

use nrm_screening::trust::{Admitted, Refused, Trust, Wish, holds, is_file_name};
use nrm_screening::value::Date;
use serde_json::Value;

fn decided(row: &Value) -> Result<Admitted, Refused> {
    let text = |key: &str| row[key].as_str().unwrap();
    let mut trust = Trust::pinned(text("root").as_bytes(), text("pin"))?;
    for rotation in row["rotations"].as_array().unwrap() {
        trust.rotate(rotation.as_str().unwrap().as_bytes())?;
    }
    let wish = Wish { form: text("form"), least: text("least"), today: Date::parse(text("today")).unwrap() };
    trust.admit(text("envelope").as_bytes(), &wish)
}

#[test]
fn every_row_is_decided_as_on_a_device() {
    let rows: Vec<Value> = serde_json::from_str(include_str!("fixtures/trust.json")).unwrap();
    let (mut taken, mut refused) = (0, std::collections::BTreeSet::new());
    for row in &rows {
        // What is too old a host may want all the same; nobody publishes or verifies it.
        let taken_here = row["taken"].as_bool().unwrap() && !row["allowStale"].as_bool().unwrap();
        let expected = (taken_here, row["result"].as_str().unwrap());
        let told = match decided(row) {
            Ok(admitted) => {
                taken += 1;
                assert!(admitted.signers.len() >= 2);
                (true, admitted.age.word())
            }
            Err(why) => {
                refused.insert(why.word());
                (false, why.word())
            }
        };
        assert_eq!(told, expected, "{}", row["name"]);
    }
    assert!(taken >= 10 && rows.len() >= 50, "{taken} of {}", rows.len());
    let of_files = [Refused::FileChanged, Refused::FileUnlisted].map(Refused::word);
    let missing: Vec<_> =
        Refused::WORDS.iter().filter(|word| !refused.contains(*word) && !of_files.contains(word)).collect();
    assert!(missing.is_empty(), "no row is refused by {missing:?}");
}

#[test]
fn a_weak_key_signs_nothing() {
    // The neutral element as a key, and a signature that holds for it over everything, unless it is looked at strictly.
    let mut public = [0; 32];
    public[0] = 1;
    let mut signature = [0; 64];
    signature[0] = 1;
    assert!(!holds(&public, &signature, "kind", b"payload"));
}

#[test]
fn a_version_has_no_file_elsewhere() {
    for name in [
        "form.json",
        "cases.json",
        "answers.schema.json",
        "texts/ar.json",
        "services/town.json",
        "services/town/pt-BR.json",
    ] {
        assert!(is_file_name(name), "{name}");
    }
    for name in [
        "",
        "../form.json",
        "/form.json",
        "texts/../ar.json",
        "texts/ar.json/",
        "texts//ar.json",
        "texts/ar/x.json",
        "texts/AR.json",
        "services/a/b/c.json",
        "services/.json",
        "services/\\x.json",
        "form.json\0",
        "manifest.dsse.json",
        "texts/ar.JSON",
        "C:form.json",
    ] {
        assert!(!is_file_name(name), "{name}");
    }
}
