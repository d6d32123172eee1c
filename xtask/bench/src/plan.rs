//! A form of a given size, as numbers: what the definition's text and the flat tables are both made of.

/// How many questions the measured forms have. The last is as many as a form of 2,000 items has room for, beside its
/// groups and its consent.
pub const SIZES: [usize; 3] = [60, 500, 1903];

/// Most questions of a group.
pub(crate) const GROUP: usize = 20;
/// Questions of a score.
const SCORE: usize = 30;
/// How many dimensions there are.
pub(crate) const DIMENSIONS: usize = 6;
/// One question out of so many applies only after an earlier one.
const CONDITIONAL: usize = 4;

/// The codes of questions with two choices.
pub(crate) const YES_NO: [&str; 2] = ["yes", "no"];
/// The codes of questions with four.
pub(crate) const OFTEN: [&str; 4] = ["never", "sometimes", "often", "always"];

/// A question and some of its choices, one bit each.
#[derive(Clone, Copy, Debug)]
pub struct Among {
    /// The question.
    pub question: usize,
    /// The choices.
    pub choices: u8,
}

/// A question with one answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// The codes of its choices.
    pub codes: &'static [&'static str],
    /// The choices that speak of a sign, one bit each.
    pub signs: u8,
    /// The weight of each choice.
    pub weights: [i32; 4],
    /// The answer it waits for.
    pub relevant: Option<Among>,
    /// Whether it is observed rather than asked.
    pub observed: bool,
}

/// A sign: both answers.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// The answers.
    pub both: [Among; 2],
    /// Its dimension.
    pub dimension: usize,
    /// Strong, medium, weak.
    pub strength: usize,
}

/// A sum over a run of questions.
#[derive(Clone, Debug)]
pub struct Score {
    /// The questions.
    pub questions: core::ops::Range<usize>,
    /// Where its middle and its high band begin.
    pub bands: [i32; 2],
}

/// Fires on an answer beside a score.
#[derive(Clone, Debug)]
pub struct Alert {
    /// The answer.
    pub answer: Among,
    /// The score.
    pub score: usize,
    /// Its least value.
    pub least: i32,
}

/// What a row of the table looks at.
#[derive(Clone, Copy, Debug)]
pub enum Wanted {
    /// The dimension is positive.
    Dimension(usize),
    /// The score lies in its high band.
    High(usize),
    /// The alert holds.
    Alert(usize),
    /// An answer.
    Answer(Among),
    /// No sign at all, earned.
    NoIndicator,
}

/// A row of the table: any of these, each all of its members; the last has none.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its class.
    pub class: &'static str,
    /// When it holds.
    pub any: Vec<Vec<Wanted>>,
}

/// One edit of an answered interview.
#[derive(Clone, Copy, Debug)]
pub enum Edit {
    /// Another choice, or the first one again.
    Answer(usize, u8),
    /// What came back with its question still holds.
    Confirm(usize),
}

/// The rule of every form here: strong, medium, weak, all together.
pub(crate) const RULE: [[u32; 4]; 4] = [[2, 0, 0, 0], [1, 0, 0, 2], [0, 3, 0, 0], [0, 2, 1, 0]];

/// A form.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its questions.
    pub questions: Vec<Question>,
    /// Its signs.
    pub indicators: Vec<Indicator>,
    /// Its scores.
    pub scores: Vec<Score>,
    /// Its alerts.
    pub alerts: Vec<Alert>,
    /// Its table.
    pub rows: Vec<Row>,
}

/// Numbers that look like chance and are the same every time (`SplitMix64`).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most as u64).unwrap_or_default()
    }
}

impl Plan {
    /// A form with so many questions, at least 20.
    ///
    /// # Panics
    /// With fewer than 20.
    pub fn of(size: usize) -> Self {
        assert!(size >= GROUP, "at least {GROUP} questions");
        let mut chance = Chance::new(size as u64);
        let mut questions: Vec<Question> = Vec::with_capacity(size);
        for place in 0..size {
            let relevant = (place % CONDITIONAL == CONDITIONAL - 1).then(|| {
                let question = place - 1 - chance.below(place.min(7));
                let Question { signs, codes, .. } = &questions[question];
                let others = ((1 << codes.len()) - 1) ^ signs;
                Among { question, choices: if chance.below(2) == 0 { *signs } else { others } }
            });
            let four = place % 3 == 0;
            questions.push(Question {
                codes: if four { &OFTEN } else { &YES_NO },
                signs: if four { 0b1100 } else { 0b0001 },
                weights: if four { [0, 1, 2, 4] } else { [3, 0, 0, 0] },
                relevant,
                observed: place % 10 == 9,
            });
        }
        let sign = |question: usize| Among { question, choices: questions[question].signs };
        let indicators = (0..size / 2)
            .map(|place| Indicator {
                both: [sign(2 * place), sign(2 * place + 1)],
                dimension: place % DIMENSIONS,
                strength: place / DIMENSIONS % 3,
            })
            .collect();
        let scores: Vec<Score> = (0..size)
            .step_by(SCORE)
            .map(|first| {
                let end = (first + SCORE).min(size);
                let most = i32::try_from(end - first).unwrap_or(i32::MAX);
                Score { questions: first..end, bands: [most / 2, most] }
            })
            .collect();
        let alerts: Vec<Alert> = (0..size / GROUP)
            .map(|place| {
                let question = place * GROUP + 4;
                let score = question / SCORE;
                Alert { answer: sign(question), score, least: scores[score].bands[0] }
            })
            .collect();
        let rows = vec![
            Row { class: "presumedVictim", any: vec![vec![Wanted::Dimension(0), Wanted::Dimension(1)]] },
            Row {
                class: "possibleVictim",
                any: vec![vec![Wanted::Dimension(2)], vec![Wanted::Dimension(3)], vec![Wanted::High(0)]],
            },
            Row {
                class: "atRisk",
                any: vec![vec![Wanted::Alert(0)], vec![Wanted::Dimension(4), Wanted::Answer(sign(1))]],
            },
            Row { class: "noSignNow", any: vec![vec![Wanted::NoIndicator]] },
            Row { class: "vulnerableMigrant", any: Vec::new() },
        ];
        Self { questions, indicators, scores, alerts, rows }
    }

    /// Answers to every question that applies; about so many of a hundred speak of a sign.
    pub fn answers(&self, signs: usize) -> Vec<Option<u8>> {
        let mut chance = Chance::new(signs as u64);
        let mut answers: Vec<Option<u8>> = Vec::with_capacity(self.questions.len());
        for question in &self.questions {
            let sign = chance.below(100) < signs;
            let fits: Vec<u8> =
                (0..4).take(question.codes.len()).filter(|place| (question.signs >> place & 1 == 1) == sign).collect();
            let choice = fits[chance.below(fits.len())];
            let applies = question
                .relevant
                .is_none_or(|wanted| answers[wanted.question].is_some_and(|answer| wanted.choices >> answer & 1 == 1));
            answers.push(applies.then_some(choice));
        }
        answers
    }

    /// Edits after which everything stands as before: answers that change and change back, and among them some with
    /// which a question goes and comes back, and is confirmed.
    pub fn edits(&self, answers: &[Option<u8>]) -> Vec<Edit> {
        let mut edits = Vec::new();
        let waits = |place: usize| {
            let after = |later: &usize| self.questions[*later].relevant.is_some_and(|wanted| wanted.question == place);
            (place + 1..self.questions.len().min(place + 10)).filter(after).collect::<Vec<_>>()
        };
        let other = |place: usize, answer: u8| {
            let question = &self.questions[place];
            let sign = |choice: u8| question.signs >> choice & 1;
            (0..4).take(question.codes.len()).find(|choice| sign(*choice) != sign(answer))
        };
        let far = self.questions.len() / 8;
        for part in 0..8 {
            let answered = (part * far..self.questions.len())
                .chain(0..part * far)
                .filter_map(|place| Some((place, answers[place]?)));
            // Every second time one that others wait for, and nothing for them.
            let fits = |(place, _): &(usize, u8)| match (part % 2, &*waits(*place)) {
                (0, []) => true,
                (0, _) | (_, []) => false,
                (_, later) => later.iter().all(|one| answers[*one].is_some() && waits(*one).is_empty()),
            };
            if let Some((place, answer)) = answered.clone().find(fits)
                && let Some(other) = other(place, answer)
            {
                edits.extend([Edit::Answer(place, other), Edit::Answer(place, answer)]);
                edits.extend(waits(place).into_iter().map(Edit::Confirm));
            }
        }
        edits
    }
}
