//! From a case's answer, as JSON, to the calls of a session: the only place that knows what an answer looks like.

use super::super::finding::{Finding, listed, quoted};
use crate::compile::{Form, Item};
use crate::diagnostic::Diagnostic;
use crate::evaluation::MORE;
use crate::json::{Json, Kind};
use crate::session::{Refused, Session};
use crate::value::{Answer, ItemType, Reason};

/// Gives one answer of a case to a session. The place of what is wrong is relative to the answer.
///
/// # Errors
/// An answer the form does not know.
pub(super) fn give(session: &mut Session, id: &str, answer: &Json) -> Result<(), Box<Finding>> {
    let form = session.form().clone();
    let item = form.find(id).and_then(|place| form.item(place)).filter(|item| item.is_question());
    let Some(item) = item else { return Err(Box::new(unknown_item(&form, id))) };
    let by_code = matches!(item.kind, ItemType::Single | ItemType::Consent);
    let given = match (&answer.kind, answer.get("missing").and_then(Json::text)) {
        (Kind::Text(code), _) if by_code => session.give(id, code).map_err(|refused| (refused, "", &**code)),
        (Kind::Object(keys), Some(word)) if keys.len() == 1 => match Reason::of(word) {
            Some(reason) => {
                session.answer_id(id, Answer::Missing(reason)).map_err(|refused| (refused, "/missing", word))
            }
            None => Err((Refused::SilenceNotAllowed, "/missing", word)),
        },
        _ => {
            return session.give_json(id, answer).map_err(|found| {
                let told = found.list().first();
                let place = told.map_or("", |told| &told.pointer);
                let why = told.map(Diagnostic::message).unwrap_or_default();
                let message = format!("this is not an answer to {}: {why}", quoted(id));
                let help = "write the code of a choice, a list of codes, a number, a date, or a silence with its reason: \
                            `{ \"missing\": \"declined\" }`";
                Box::new(Finding::error("not-an-answer", place, message, help))
            });
        }
    };
    given.map(|_| ()).map_err(|(refused, place, subject)| Box::new(explain(item, refused, place, subject)))
}

fn unknown_item(form: &Form, id: &str) -> Finding {
    let message = format!("the form has no question {}", quoted(id));
    let questions = form.items.iter().filter(|item| item.is_question()).map(|item| &*item.id);
    Finding::error("unknown-question", "", message, format!("its questions are {}", listed(questions))).about(id)
}

fn explain(item: &Item, refused: Refused, place: &str, subject: &str) -> Finding {
    let finding = match refused {
        Refused::WrongKind | Refused::NotTogether | Refused::TooLong | Refused::NoRow => {
            let message = format!("{} takes another kind of answer", quoted(&item.id));
            Finding::error("not-an-answer", place, message, "look at the type of the question")
        }
        Refused::UnknownItem | Refused::Finished | Refused::NotFinished | Refused::OtherForm => {
            let message = format!("{} takes no answer here", quoted(&item.id));
            Finding::error("not-an-answer", place, message, "remove it")
        }
        Refused::UnknownChoice => {
            let message = format!("{} has no choice {}", quoted(&item.id), quoted(subject));
            let codes = listed(item.choices.iter().map(|choice| &*choice.code));
            Finding::error("unknown-choice", place, message, format!("its codes are {codes}"))
        }
        Refused::SilenceNotAllowed => {
            let message =
                format!("{} cannot stay without an answer for the reason {}", quoted(&item.id), quoted(subject));
            let reasons = listed(item.reasons.iter().map(|reason| reason.word()));
            Finding::error("unknown-reason", place, message, format!("its reasons are {reasons}"))
        }
    };
    finding.about(subject)
}

/// The answer that the rest of a case gives an open item: the first of the codes it has, alone where several may be
/// ticked; a repeat has one code, that there is no other row.
pub(super) fn first_of(item: &Item, codes: &[Box<str>]) -> Option<Answer> {
    let choice = codes.iter().find_map(|code| match item.kind {
        ItemType::Repeat => (**code == *MORE[1]).then_some(1),
        _ => item.choice(code),
    })?;
    Some(if item.kind == ItemType::Multiple { Answer::Choices([choice].into()) } else { Answer::Choice(choice) })
}

/// The silence that the rest of a case gives an open item: this one, or the first the item allows.
pub(super) fn silence(item: &Item, reason: Reason) -> Option<Answer> {
    let allowed = item.reasons.contains(&reason).then_some(reason);
    allowed.or(item.reasons.first().copied()).map(Answer::Missing)
}
