//! What was timed, as a table: each figure beside the reference of the same run, and the aims.

use serde::{Deserialize, Serialize};

/// What is done, with the words for it and the name of the same work by the reference.
const WORK: [(&str, &str, Option<&str>); 6] = [
    ("load", "load: definition to form", Some("flat-load")),
    ("open", "open: compiled text to form", None),
    ("answer", "one answer with its changes", Some("flat-answer")),
    ("parsed", "assessment of answers", Some("flat-parsed")),
    ("text", "assessment of answers as text", Some("flat-text")),
    ("assess", "the assessment handed out", None),
];

/// Where it is done, with the words for it and the place whose reference it is compared with.
const PLACES: [(&str, &str, &str); 3] =
    [("native", "native", "native"), ("wasm", "wasm, inside", "wasm"), ("engine", "nrm_engine", "wasm")];

/// What is aimed at: work, place, questions, nanoseconds.
const AIMS: [(&str, &str, u32, f64); 4] = [
    ("answer", "engine", 60, 20_000.0),
    ("answer", "engine", 1903, 600_000.0),
    ("parsed", "native", 60, 3_000.0),
    ("text", "native", 60, 12_000.0),
];

/// One measurement.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    place: String,
    /// How many questions the form has.
    size: u32,
    operation: String,
    samples: u32,
    /// The median of doing it once.
    nanoseconds: f64,
    quarter: f64,
    three_quarters: f64,
}

/// Prints the table.
pub(super) fn print(rows: &[Row]) {
    for size in super::SIZES {
        println!(
            "\n{:<32}{:<14}{:>10}{:>22}{:>12}{:>8}   aim",
            format!("{size} questions"),
            "where",
            "median",
            "half lies within",
            "reference",
            "ratio"
        );
        for (operation, words, reference) in WORK {
            for (place, place_words, compared) in PLACES {
                let find = |place: &str, operation: &str| {
                    rows.iter().find(|row| row.size == size && row.place == place && row.operation == operation)
                };
                let Some(row) = find(place, operation) else { continue };
                let reference = reference.and_then(|name| find(compared, name));
                let within = format!("{} to {}", time(row.quarter), time(row.three_quarters));
                let (beside, ratio) = match reference {
                    Some(known) => (time(known.nanoseconds), format!("{:.1}", row.nanoseconds / known.nanoseconds)),
                    None => Default::default(),
                };
                let median = time(row.nanoseconds);
                let aim = aim(row);
                println!("{words:<32}{place_words:<14}{median:>10}{within:>22}{beside:>12}{ratio:>8}   {aim}");
            }
        }
    }
    println!(
        "\nnative: the crate. wasm, inside: the crate in wasm, called from within. nrm_engine: the package in Node, called\n\
         from JavaScript. reference: flat tables in the same run and place, for load serde_json's\n\
         reading of the same text, for open none.\n\
         docs/measuring.md says how to read this."
    );
}

fn aim(row: &Row) -> String {
    let known = AIMS
        .iter()
        .find(|(operation, place, size, _)| row.operation == *operation && row.place == *place && row.size == *size);
    known.map_or_else(String::new, |(.., aim)| {
        format!("< {}: {}", time(*aim), if row.nanoseconds < *aim { "met" } else { "NOT MET" })
    })
}

/// Nanoseconds in a unit that leaves three digits.
fn time(nanoseconds: f64) -> String {
    let (number, unit) = match nanoseconds {
        small if small < 1e3 => (small, "ns"),
        small if small < 1e6 => (small / 1e3, "µs"),
        large => (large / 1e6, "ms"),
    };
    let digits = if number < 10.0 { 2 } else { usize::from(number < 100.0) };
    format!("{number:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits() {
        let rows = [(3.0, "3.00 ns"), (999.4, "999 ns"), (2_165.0, "2.17 µs"), (20_000.0, "20.0 µs"), (6e6, "6.00 ms")];
        for (nanoseconds, words) in rows {
            assert_eq!(time(nanoseconds), words);
        }
    }

    #[test]
    fn aims_are_about_what_is_measured() {
        for (operation, place, size, _) in AIMS {
            assert!(WORK.iter().any(|(known, ..)| *known == operation), "{operation}");
            assert!(PLACES.iter().any(|(known, ..)| *known == place), "{place}");
            assert!(super::super::SIZES.contains(&size), "{size}");
        }
    }
}
