//! Sentences that count: the form a number takes in each language, and files that say it wrongly.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use nrm_screening::view::{Word, Words};

const FR: &str = include_str!("../schemas/interface/fr.json");
const EN: &str = include_str!("../schemas/interface/en.json");
const AR: &str = include_str!("../schemas/interface/ar.json");

fn words(file: &str) -> Words {
    Words::read(file.as_bytes()).unwrap()
}

#[test]
fn a_number_takes_the_form_its_language_gives_it() {
    for (file, n, said) in [
        (FR, 0, "0 point à revoir"),
        (FR, 1, "Un point à revoir"),
        (FR, 2, "Deux points à revoir"),
        (FR, 3, "3 points à revoir"),
        (EN, 0, "0 points to look at"),
        (EN, 1, "One point to look at"),
        (EN, 2, "Two points to look at"),
        (EN, 21, "21 points to look at"),
        (AR, 0, "لا نقاط للمراجعة"),
        (AR, 1, "نقطة واحدة للمراجعة"),
        (AR, 2, "نقطتان للمراجعة"),
        (AR, 3, "3 نقاط للمراجعة"),
        (AR, 10, "10 نقاط للمراجعة"),
        (AR, 11, "11 نقطة للمراجعة"),
        (AR, 103, "103 نقاط للمراجعة"),
    ] {
        assert_eq!(words(file).count(Word::ToReview, n), said);
    }
    // Four forms of Arabic that differ by more than the number.
    for (n, said) in [(3, "3 أسئلة"), (11, "11 سؤالًا"), (100, "100 سؤال"), (111, "111 سؤالًا"), (102, "102 سؤال")]
    {
        assert!(words(AR).count(Word::Unanswered, n).starts_with(said), "{n}");
    }
}

#[test]
fn what_was_written_for_the_device_counts_the_same() {
    for file in [FR, EN, AR] {
        let read = words(file);
        let again = Words::from_text(&read.to_text()).unwrap();
        for n in 0..=250 {
            assert_eq!(again.count(Word::Unanswered, n), read.count(Word::Unanswered, n));
        }
    }
}

#[test]
fn a_form_that_is_missing_is_told_and_a_sentence_may_have_one_form() {
    for (from, to) in [
        ("\"two\": \"نقطتان للمراجعة\",\n", ""),
        ("\"zero\": \"n = 0\"", "\"zero\": \"n is 0\""),
        ("\"few\": \"n % 100 = 3..10\"", "\"few\": \"n % 100 = 3..x\""),
        ("\"zero\": \"لا نقاط للمراجعة\"", "\"none\": \"لا نقاط للمراجعة\""),
    ] {
        assert!(AR.contains(from), "{from}");
        assert!(Words::read(AR.replacen(from, to, 1).as_bytes()).is_err(), "{to}");
    }
    let mut file: serde_json::Value = serde_json::from_str(EN).unwrap();
    file["words"]["toReview"] = "Points to look at: {n}".into();
    assert_eq!(words(&file.to_string()).count(Word::ToReview, 1), "Points to look at: 1");
    // Only what counts has forms.
    file["words"]["next"] = serde_json::json!({ "other": "Next" });
    assert!(Words::read(file.to_string().as_bytes()).is_err());
}
