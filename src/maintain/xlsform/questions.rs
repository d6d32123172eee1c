//! What conditions can ask of the questions of a form, by their names in a workbook and by their ids.

/// What can be asked of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Which choice it is.
    Single,
    /// Which choices are among it.
    Multiple,
    /// How much it is.
    Number,
    /// Which day it is.
    Day,
    /// Whether it is answered, and nothing else.
    Words,
    /// A calculation.
    Calculation,
    /// Nothing: a note, a group, a repeat.
    Nothing,
}

impl Asked {
    /// By the type of an item.
    pub(super) fn of(kind: &str) -> Self {
        match kind {
            "single" | "consent" => Self::Single,
            "multiple" => Self::Multiple,
            "integer" | "decimal" => Self::Number,
            "date" => Self::Day,
            "text" | "time" => Self::Words,
            "calculate" => Self::Calculation,
            _ => Self::Nothing,
        }
    }
}

/// A question as conditions see it.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) id: String,
    /// Its name in the workbook.
    pub(super) name: String,
    pub(super) asked: Asked,
    /// The names of its choices in the workbook, and their codes.
    pub(super) codes: Vec<(String, String)>,
    /// The name of its list of choices in the workbook, and the id of what has them: itself, or its matrix.
    pub(super) list: Option<(String, String)>,
    /// Whether it may not apply: it, or what it stands in, has a condition.
    pub(super) may_not_apply: bool,
    /// The choice that a closed silence reads as.
    pub(super) when_missing: Option<String>,
}

impl Question {
    /// The code of a choice, by its name in the workbook.
    pub(super) fn code(&self, name: &str) -> Option<&str> {
        self.codes.iter().find(|(known, _)| known == name).map(|(_, code)| code.as_str())
    }

    /// The name of a choice in the workbook, by its code.
    pub(super) fn choice(&self, code: &str) -> Option<&str> {
        self.codes.iter().find(|(_, known)| known == code).map(|(name, _)| name.as_str())
    }

    /// Whether it stands alone as a condition: its codes are exactly `yes` and `no`.
    pub(super) fn is_yes_no(&self) -> bool {
        let has = |code| self.choice(code).is_some();
        self.asked == Asked::Single && self.codes.len() == 2 && has("yes") && has("no")
    }
}

/// The questions of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Questions(pub(super) Vec<Question>);

impl Questions {
    pub(super) fn named(&self, name: &str) -> Option<&Question> {
        self.0.iter().find(|question| question.name == name)
    }

    /// The id of the one question or matrix that has a list of choices; none where several have it.
    pub(super) fn holder(&self, list: &str) -> Option<&str> {
        let mut holders = self.0.iter().filter_map(|question| question.list.as_ref()).filter(|(name, _)| name == list);
        let (_, first) = holders.next()?;
        holders.all(|(_, other)| other == first).then_some(first.as_str())
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&Question> {
        self.0.iter().find(|question| question.id == id)
    }
}
