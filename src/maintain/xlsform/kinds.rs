//! What the column `type` can say.

/// What a row of the survey is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum RowKind {
    /// A group, a matrix or a repeat begins.
    Begin(Holds),
    /// One ends.
    End(Holds),
    /// An item of that type, with the name of its list of choices.
    Item(&'static str, Option<String>),
}

/// What holds rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Group,
    Matrix,
    Repeat,
}

/// What a device or an app notes by itself: nothing of it is collected here.
const NOTED: [&str; 16] = [
    "start",
    "end",
    "today",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "username",
    "email",
    "audit",
    "start-geopoint",
    "background-audio",
    "background-geopoint",
    "caseid",
    "device_id",
    "phone_number",
];

/// Questions that there are none of here.
const NO_QUESTIONS: [&str; 14] = [
    "geopoint",
    "geotrace",
    "geoshape",
    "image",
    "photo",
    "audio",
    "video",
    "file",
    "barcode",
    "range",
    "rank",
    "acknowledge",
    "datetime",
    "dateTime",
];

/// Why a type is none of ours.
#[derive(Debug, PartialEq)]
pub(super) struct NoKind {
    pub(super) message: &'static str,
    pub(super) help: &'static str,
    /// Whether it may be left out.
    pub(super) may_go: bool,
}

/// What a type says.
///
/// # Errors
/// Why it has no place here.
pub(super) fn kind(cell: &str, own: &str) -> Result<RowKind, NoKind> {
    let refused = |message, help, may_go| Err(NoKind { message, help, may_go });
    let words: Vec<&str> = cell.split_whitespace().collect();
    let (first, rest) = match words.as_slice() {
        ["begin" | "end", what, ..] => (format!("{}_{what}", words.first().unwrap_or(&"")), words.get(2..)),
        ["select", what @ ("one" | "multiple"), ..] => (format!("select_{what}"), words.get(2..)),
        [first, ..] => ((*first).to_owned(), words.get(1..)),
        [] => return refused("the row has no type", "say what it is, or remove it", false),
    };
    let rest = rest.unwrap_or_default();
    let plain = |kind: &'static str| Ok(RowKind::Item(kind, None));
    let made = match (&*first, rest) {
        ("begin_group", []) if own == "matrix" => Ok(RowKind::Begin(Holds::Matrix)),
        ("begin_group", []) => Ok(RowKind::Begin(Holds::Group)),
        ("begin_repeat", []) => Ok(RowKind::Begin(Holds::Repeat)),
        ("end_group", _) => Ok(RowKind::End(Holds::Group)),
        ("end_repeat", _) => Ok(RowKind::End(Holds::Repeat)),
        ("select_one", [list]) if own == "consent" => Ok(RowKind::Item("consent", Some((*list).into()))),
        ("select_one", [list]) => Ok(RowKind::Item("single", Some((*list).into()))),
        ("select_multiple", [list]) => Ok(RowKind::Item("multiple", Some((*list).into()))),
        ("select_one" | "select_multiple", [_, "or_other"]) => {
            let help = "give the list a choice for it, with `true` in the column `nrm::specify`";
            return refused("`or_other` has no place here", help, false);
        }
        ("text" | "string", []) => plain("text"),
        ("integer" | "int", []) => plain("integer"),
        ("decimal", []) => plain("decimal"),
        ("date", []) => plain("date"),
        ("time", []) => plain("time"),
        ("note", []) => plain("display"),
        ("calculate", []) => plain("calculate"),
        (noted, _) if NOTED.contains(&noted) => {
            return refused("nothing is noted but answers", "remove the row", true);
        }
        (none, _) if NO_QUESTIONS.contains(&none) => {
            return refused("there are no questions of this type", "ask for it otherwise", true);
        }
        _ => return refused("there is no such type here", "use one of those that the manual lists", false),
    };
    let fits = match (own, &made) {
        ("", _) => true,
        ("matrix", Ok(kind)) => *kind == RowKind::Begin(Holds::Matrix),
        ("consent", Ok(kind)) => matches!(kind, RowKind::Item("consent", _)),
        _ => false,
    };
    if fits {
        return made;
    }
    refused(
        "`nrm::type` does not go with this type",
        "it is `consent` beside `select_one`, or `matrix` beside `begin_group`",
        false,
    )
}
