//! Times operations in turns, so that what slows the machine down for a while slows all of them.

use nrm_bench::{Operation, Work};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A sample takes at least this long.
const SAMPLE: Duration = Duration::from_millis(2);
/// Samples of an operation.
const MOST_SAMPLES: usize = 51;
/// A size has enough samples once it has taken this long and has at least [`LEAST_SAMPLES`].
const ENOUGH: Duration = Duration::from_secs(6);
/// Samples of an operation that are taken however long they take.
const LEAST_SAMPLES: usize = 7;

struct Row {
    operation: Operation,
    name: &'static str,
    /// Runs of a sample.
    runs: usize,
    /// Nanoseconds of doing it once.
    samples: Vec<f64>,
}

/// Times everything at one size.
pub fn rows(size: usize) -> Vec<Value> {
    let mut work = Work::new(size);
    let mut rows: Vec<Row> = Operation::ALL
        .iter()
        .map(|(operation, name)| Row {
            operation: *operation,
            name,
            runs: runs(&mut work, *operation),
            samples: Vec::new(),
        })
        .collect();
    let start = Instant::now();
    for round in 0..MOST_SAMPLES {
        if round >= LEAST_SAMPLES && start.elapsed() > ENOUGH {
            break;
        }
        for row in &mut rows {
            let taken = timed(&mut work, row.operation, row.runs);
            let times = u32::try_from(row.runs * work.times(row.operation)).unwrap_or(u32::MAX);
            row.samples.push(taken.as_secs_f64() * 1e9 / f64::from(times));
        }
    }
    rows.into_iter().map(|row| row.summary(size)).collect()
}

fn timed(work: &mut Work, operation: Operation, runs: usize) -> Duration {
    let start = Instant::now();
    for _ in 0..runs {
        work.run(operation);
    }
    start.elapsed()
}

/// How many runs fill a sample; finding out warms up.
fn runs(work: &mut Work, operation: Operation) -> usize {
    let mut runs = 1;
    while timed(work, operation, runs) < SAMPLE {
        runs *= 2;
    }
    runs
}

impl Row {
    fn summary(mut self, size: usize) -> Value {
        self.samples.sort_by(f64::total_cmp);
        let at = |part: usize| self.samples[(self.samples.len() - 1) * part / 4];
        json!({
            "place": "native", "size": size, "operation": self.name, "samples": self.samples.len(),
            "nanoseconds": at(2), "quarter": at(1), "threeQuarters": at(3),
        })
    }
}
