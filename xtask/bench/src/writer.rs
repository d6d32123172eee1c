//! The text of a generated form, and of answers to it.

use crate::plan::{Among, DIMENSIONS, GROUP, OFTEN, Plan, Question, RULE, Row, Wanted, YES_NO};
use serde_json::{Map, Value, json};

/// The id of a question.
pub(crate) fn id(question: usize) -> String {
    format!("q{question}")
}

impl Plan {
    /// The definition.
    pub fn text(&self) -> String {
        let list = |codes: &[&str]| codes.iter().map(|code| json!({ "code": code, "text": code })).collect::<Vec<_>>();
        json!({
            "format": 1, "id": "generated", "version": "1.0.0", "sourceLanguage": "en", "title": "Generated",
            "choiceLists": { "yes_no": list(&YES_NO), "often": list(&OFTEN) },
            "items": self.groups(),
            "indicators": self.indicators(),
            "dimensionRule": RULE.map(|[strong, medium, weak, total]| json!({
                "strong": strong, "medium": medium, "weak": weak, "total": total,
            })),
            "dimensions": (0..DIMENSIONS)
                .map(|place| json!({ "id": format!("d{place}"), "title": format!("Dimension {place}") }))
                .collect::<Vec<_>>(),
            "scores": self.scores(),
            "alerts": self.alerts(),
            "outcomes": {
                "rows": self.rows.iter().enumerate().map(|(place, row)| self.row(place, row)).collect::<Vec<_>>(),
                "indeterminate": { "text": "Not enough is known" },
                "couldNotBeDone": { "text": "The interview could not be held" },
            },
        })
        .to_string()
    }

    /// Answers as an object of codes by question, with the consent to talk.
    pub fn answers_text(&self, answers: &[Option<u8>]) -> String {
        let mut all = Map::new();
        all.insert("talk".to_owned(), "given".into());
        for (place, (question, answer)) in self.questions.iter().zip(answers).enumerate() {
            if let Some(answer) = answer {
                all.insert(id(place), question.codes[usize::from(*answer)].into());
            }
        }
        Value::Object(all).to_string()
    }

    fn groups(&self) -> Vec<Value> {
        let talk = json!({ "id": "talk", "type": "consent", "scope": "talk", "text": "May I ask you some questions?" });
        let questions = self.questions.iter().enumerate().map(|(place, question)| self.question(place, question));
        let items: Vec<Value> = [talk].into_iter().chain(questions).collect();
        let group = |(place, items): (usize, &[Value])| json!({ "id": format!("part{place}"), "type": "group", "title": format!("Part {place}"), "items": items });
        items.chunks(GROUP).enumerate().map(group).collect()
    }

    fn question(&self, place: usize, question: &Question) -> Value {
        let mut made = json!({
            "id": id(place), "type": "single", "by": if question.observed { "observer" } else { "person" },
            "text": format!("Question {place}: has this happened in the last month?"),
            "choices": if question.codes.len() == 2 { "yes_no" } else { "often" },
        });
        if let Some(relevant) = question.relevant {
            made["relevant"] = self.among(relevant).into();
        }
        made
    }

    fn indicators(&self) -> Vec<Value> {
        let indicators = self.indicators.iter().enumerate().map(|(place, indicator)| {
            let [one, other] = indicator.both.map(|answer| self.among(answer));
            json!({
                "id": format!("i{place}"), "dimension": format!("d{}", indicator.dimension),
                "strength": (["strong", "medium", "weak"][indicator.strength]),
                "when": format!("{one} && {other}"), "text": format!("Sign {place}"),
            })
        });
        indicators.collect()
    }

    fn scores(&self) -> Vec<Value> {
        let scores = self.scores.iter().enumerate().map(|(place, score)| {
            let weights: Map<String, Value> = score
                .questions
                .clone()
                .map(|question| {
                    let known = &self.questions[question];
                    let weights = known.codes.iter().zip(known.weights);
                    let weights = weights.map(|(code, weight)| ((*code).to_owned(), weight.into()));
                    (id(question), Value::Object(weights.collect()))
                })
                .collect();
            let [middle, high] = score.bands;
            let bands = [("low", 0), ("middle", middle), ("high", high)];
            json!({
                "id": format!("s{place}"), "method": "sum", "missing": "unknown", "weights": weights,
                "bands": bands.map(|(id, from)| json!({ "id": id, "from": from })),
            })
        });
        scores.collect()
    }

    fn alerts(&self) -> Vec<Value> {
        let alerts = self.alerts.iter().enumerate().map(|(place, alert)| {
            let when = format!("{} && scores.s{} >= {}", self.among(alert.answer), alert.score, alert.least);
            json!({ "id": format!("a{place}"), "when": when, "urgency": "urgent", "text": format!("Alert {place}") })
        });
        alerts.collect()
    }

    fn row(&self, place: usize, row: &Row) -> Value {
        let mut made = json!({ "id": format!("r{place}"), "class": row.class, "text": format!("Row {place}") });
        let any: Vec<String> = row
            .any
            .iter()
            .map(|all| all.iter().map(|wanted| self.wanted(*wanted)).collect::<Vec<_>>().join(" && "))
            .collect();
        if !any.is_empty() {
            made["when"] = any.join(" || ").into();
        }
        made
    }

    fn wanted(&self, wanted: Wanted) -> String {
        match wanted {
            Wanted::Dimension(place) => format!("dimensions.d{place}"),
            Wanted::High(score) => format!("bands.s{score} == 'high'"),
            Wanted::Alert(place) => format!("alerts.a{place}"),
            Wanted::Answer(answer) => self.among(answer),
            Wanted::NoIndicator => "noIndicator".to_owned(),
        }
    }

    fn among(&self, Among { question, choices }: Among) -> String {
        let codes = self.questions[question].codes.iter().zip(0..).filter(|(_, place)| choices >> place & 1 == 1);
        match &*codes.map(|(code, _)| format!("'{code}'")).collect::<Vec<_>>() {
            [one] => format!("{} == {one}", id(question)),
            more => format!("{} in [{}]", id(question), more.join(", ")),
        }
    }
}
