//! Measures natively. `agree` makes sure that it measures what it says, a line for each thing that holds; `time` prints
//! a line of JSON per operation and size; `once OPERATION SIZE` does an operation inside `collected_by_callgrind`;
//! `inputs SIZE` prints what the script that measures in Node needs; `lines FOLDER COUNT PROGRAM` scores so many lines
//! by that program, by hand, and parses them.

mod lines;
mod sample;

use nrm_bench::{AGREEMENTS, Operation, SIZES, Work};
use serde_json::json;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *words {
        ["agree"] => {
            for (agrees, name) in AGREEMENTS {
                agrees();
                println!("{name}");
            }
        }
        ["time"] => SIZES.iter().flat_map(|size| sample::rows(*size)).for_each(|row| println!("{row}")),
        ["once", operation, size] => {
            let known = Operation::ALL.iter().find(|(_, name)| *name == operation);
            let (Some((operation, _)), Ok(size)) = (known, size.parse()) else { return ExitCode::FAILURE };
            let mut work = Work::new(size);
            // Warmed up, so that what is done once in a process is not counted.
            work.run(*operation);
            collected_by_callgrind(&mut work, *operation);
            println!("{}", json!({ "times": work.times(*operation) }));
        }
        ["inputs", size] => {
            let Ok(size) = size.parse() else { return ExitCode::FAILURE };
            let work = Work::new(size);
            let inputs = json!({
                "size": size, "form": work.compiled(), "answers": work.answers_text(), "edits": work.edits(),
                "operations": Operation::ALL.map(|(_, name)| name),
            });
            println!("{inputs}");
        }
        ["lines", folder, count, program] => {
            let Ok(count) = count.parse() else { return ExitCode::FAILURE };
            if let Err(error) = lines::run(folder.as_ref(), count, program.as_ref()) {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
        _ => {
            eprintln!("agree | time | once OPERATION SIZE | inputs SIZE | lines FOLDER COUNT PROGRAM");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// What callgrind counts: told by this name.
#[inline(never)]
fn collected_by_callgrind(work: &mut Work, operation: Operation) {
    work.run(operation);
}
