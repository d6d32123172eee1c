//! The reference: one form's rules as flat tables and plain loops, for answered interviews.
//!
//! It gives the same relevance, sums, bands, signs, dimensions, alerts and class as the engine does (a test compares
//! them), and nothing else: no texts, no reasons, nothing unknown. It is what the engine's figures are ratios of.

use crate::plan::{Among, DIMENSIONS, Plan, RULE, Wanted};
use crate::writer::id;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use std::collections::HashMap;

/// No answer, or none that counts.
const NONE: u8 = u8::MAX;

/// The tables.
pub struct Flat {
    relevant: Vec<Option<Among>>,
    weights: Vec<[i32; 4]>,
    score: Vec<u16>,
    bands: Vec<[i32; 2]>,
    indicators: Vec<([Among; 2], u8, u8)>,
    alerts: Vec<(Among, u16, i32)>,
    rows: Vec<Vec<Vec<Wanted>>>,
    codes: HashMap<String, (usize, &'static [&'static str])>,
}

/// What an interview comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// By question: its choice, or none where it does not apply.
    pub answers: Vec<u8>,
    /// By score.
    pub totals: Vec<i32>,
    /// By score: low, middle, high.
    pub bands: Vec<u8>,
    /// By sign.
    pub signs: Vec<bool>,
    /// By dimension.
    pub dimensions: [bool; DIMENSIONS],
    /// By alert.
    pub alerts: Vec<bool>,
    /// The row that decides.
    pub row: usize,
}

impl Scored {
    /// How many cells differ: what an edit changed.
    pub fn changed(&self, before: &Self) -> usize {
        fn count<T: PartialEq>(now: &[T], before: &[T]) -> usize {
            now.iter().zip(before).filter(|(now, before)| now != before).count()
        }
        count(&self.answers, &before.answers)
            + count(&self.totals, &before.totals)
            + count(&self.signs, &before.signs)
            + count(&self.alerts, &before.alerts)
            + usize::from(self.row != before.row)
    }
}

impl Flat {
    /// The tables of a form.
    pub fn of(plan: &Plan) -> Self {
        let place = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        let small = |place: usize| u8::try_from(place).unwrap_or(u8::MAX);
        let score = |question: usize| plan.scores.iter().position(|score| score.questions.contains(&question));
        Self {
            relevant: plan.questions.iter().map(|question| question.relevant).collect(),
            weights: plan.questions.iter().map(|question| question.weights).collect(),
            score: (0..plan.questions.len()).map(|question| place(score(question).unwrap_or_default())).collect(),
            bands: plan.scores.iter().map(|score| score.bands).collect(),
            indicators: plan
                .indicators
                .iter()
                .map(|known| (known.both, small(known.dimension), small(known.strength)))
                .collect(),
            alerts: plan.alerts.iter().map(|alert| (alert.answer, place(alert.score), alert.least)).collect(),
            rows: plan.rows.iter().map(|row| row.any.clone()).collect(),
            codes: plan.questions.iter().enumerate().map(|(at, question)| (id(at), (at, question.codes))).collect(),
        }
    }

    /// Answers as the tables hold them.
    pub fn answers(answers: &[Option<u8>]) -> Vec<u8> {
        answers.iter().map(|answer| answer.unwrap_or(NONE)).collect()
    }

    /// Reads answers from the text of an object.
    ///
    /// # Errors
    /// What `serde_json` says.
    pub fn read(&self, text: &str) -> serde_json::Result<Vec<u8>> {
        struct Answers<'f>(&'f Flat);
        impl<'de> Visitor<'de> for Answers<'_> {
            type Value = Vec<u8>;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object of codes")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<u8>, A::Error> {
                let mut answers = vec![NONE; self.0.relevant.len()];
                while let Some((key, code)) = map.next_entry::<&str, &str>()? {
                    if let Some((at, codes)) = self.0.codes.get(key)
                        && let Some(choice) = codes.iter().position(|known| *known == code)
                    {
                        answers[*at] = u8::try_from(choice).unwrap_or(NONE);
                    }
                }
                Ok(answers)
            }
        }
        serde_json::Deserializer::from_str(text).deserialize_map(Answers(self))
    }

    /// Scores answers into `found`, whose memory is used again.
    pub fn score(&self, answers: &[u8], found: &mut Scored) {
        found.answers.clear();
        found.totals.clear();
        found.totals.resize(self.bands.len(), 0);
        for (at, answer) in answers.iter().enumerate() {
            let applies = self.relevant[at].is_none_or(|wanted| holds(&found.answers, wanted));
            let answer = if applies { *answer } else { NONE };
            if answer != NONE {
                found.totals[usize::from(self.score[at])] += self.weights[at][usize::from(answer)];
            }
            found.answers.push(answer);
        }
        found.bands.clear();
        found.bands.extend(
            found
                .totals
                .iter()
                .zip(&self.bands)
                .map(|(total, [middle, high])| u8::from(total >= middle) + u8::from(total >= high)),
        );
        let mut counts = [[0_u32; 3]; DIMENSIONS];
        let mut seen = [false; DIMENSIONS];
        found.signs.clear();
        for (both, dimension, strength) in &self.indicators {
            let met = both.iter().all(|answer| holds(&found.answers, *answer));
            found.signs.push(met);
            counts[usize::from(*dimension)][usize::from(*strength)] += u32::from(met);
            let no = |answer: &Among| found.answers[answer.question] != NONE && !holds(&found.answers, *answer);
            seen[usize::from(*dimension)] |= both.iter().any(no);
        }
        found.dimensions = counts.map(|[strong, medium, weak]| {
            RULE.iter().any(|rule| {
                strong >= rule[0] && medium >= rule[1] && weak >= rule[2] && strong + medium + weak >= rule[3]
            })
        });
        found.alerts.clear();
        for (answer, score, least) in &self.alerts {
            found.alerts.push(holds(&found.answers, *answer) && found.totals[usize::from(*score)] >= *least);
        }
        let no_sign = !found.signs.contains(&true) && !found.alerts.contains(&true) && !seen.contains(&false);
        let wanted = |wanted: &Wanted| match *wanted {
            Wanted::Dimension(place) => found.dimensions[place],
            Wanted::High(score) => found.bands[score] == 2,
            Wanted::Alert(place) => found.alerts[place],
            Wanted::Answer(answer) => holds(&found.answers, answer),
            Wanted::NoIndicator => no_sign,
        };
        let row = self.rows.iter().position(|any| any.is_empty() || any.iter().any(|all| all.iter().all(wanted)));
        found.row = row.unwrap_or_default();
    }
}

fn holds(answers: &[u8], wanted: Among) -> bool {
    let answer = answers[wanted.question];
    answer != NONE && wanted.choices >> answer & 1 == 1
}
