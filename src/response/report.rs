//! The shape of a response, and how much of it is handed over.
//!
//! Invariant: where keeping a record was refused, it holds the class and the consents and nothing else of what was said,
//! whatever it was asked for.

use crate::assessment::{
    AnswerReport, Assessment, ConclusionReport, FormName, assess_session, form_name, handed_over, holds, reports,
};
use crate::evaluation::ItemState;
use crate::form::Item;
use crate::session::Session;
use crate::value::{Conclusion, Consent, ItemType, Reason, Scope, Urgency, words};
use serde::Serialize;

words! {
    /// What the host wants a response for.
    Purpose {
        /// To count: the class.
        Statistics = "statistics",
        /// To act on what cannot wait: the class and the alerts.
        Alert = "alert",
        /// To keep the record: everything.
        Record = "record",
    }
}

words! {
    /// How much of an interview a response holds, from least to most.
    Extent {
        /// The class and the consents.
        Class = "class",
        /// These, and the alerts.
        Alerts = "alerts",
        /// Everything.
        Full = "full",
    }
}

impl Extent {
    /// How much may be handed over: what the purpose needs or what was agreed to, whichever is less.
    pub fn may(session: &Session, purpose: Purpose) -> Self {
        let needed = match purpose {
            Purpose::Statistics => Self::Class,
            Purpose::Alert => Self::Alerts,
            Purpose::Record => Self::Full,
        };
        let agreed = if session.keeps_record() { Self::Full } else { Self::Class };
        needed.min(agreed)
    }
}

words! {
    /// Whose consent it is.
    ConsentOf {
        /// The person's own.
        Person = "person",
        /// A guardian's.
        Guardian = "guardian",
    }
}

reports! {
    /// An interview as it is handed over and kept: what was said, what came of it, and what was agreed to. One from which
    /// an interview can go on has everything; with less, it has the class and the consents.
    Response {
        /// How much it holds.
        extent: Extent,
        /// The form.
        form: FormName,
        /// The class of the outcome.
        class: String,
        /// What became of every consent that applied, in form order.
        consents: Vec<ConsentReport>,
        /// What the host calls the case; opaque here.
        case: Option<String> = "Option::is_none",
        /// The alerts that fired, in the order in which they did; those that were withdrawn stay.
        alerts: Vec<FiredReport> = "Vec::is_empty",
        /// Version of the engine.
        engine: Option<String> = "Option::is_none",
        /// The day of the interview.
        today: Option<String> = "Option::is_none",
        /// Whether the interview was finished.
        finished: Option<bool> = "Option::is_none",
        /// The languages it was shown in, the last one last.
        languages: Vec<String> = "Vec::is_empty",
        /// Every answer and silence, in the order of the form, also those that count for nothing.
        answers: Vec<AnswerReport> = "Vec::is_empty",
        /// How many rows were ever added: the id of a row is not given again.
        rows_added: u32 = "is_zero",
        /// What the answers show, with its trace.
        assessment: Option<Assessment> = "Option::is_none",
        /// The worker's own conclusion, where one was made.
        conclusion: Option<ConclusionReport> = "Option::is_none",
        /// Whether a second person has to look at it.
        needs_second_review: Option<bool> = "Option::is_none",
        /// What the second person found. The host writes it; the digest does not cover it.
        review: Option<ReviewReport> = "Option::is_none",
        /// The response that this one was made of, under another version of the form.
        migrated_from: Option<MigratedFrom> = "Option::is_none",
        /// SHA-256 of all of it but `digest` and `review`, in the canonical form of RFC 8785. It tells what was changed by
        /// accident or by half; it is no signature.
        digest: String,
    }

    /// What became of a consent.
    ConsentReport {
        /// The item.
        item: String,
        /// What it was asked for.
        scope: Scope,
        /// Whose it is.
        of: ConsentOf,
        /// Whom something is shared with, in the language of the form.
        recipient: Option<String> = "Option::is_none",
        /// What became of it; absent where it was not asked.
        consent: Option<Consent> = "Option::is_none",
        /// Why it is not required, in words.
        reason: Option<String> = "Option::is_none",
        /// Why it was not asked.
        missing: Option<Reason> = "Option::is_none",
    }

    /// An alert that fired.
    FiredReport {
        /// Its id.
        id: String,
        /// How soon something has to be done.
        urgency: Urgency,
        /// Whether it still holds; if not, it was withdrawn.
        holds: bool,
    }

    /// What a second person found.
    ReviewReport {
        /// Who it was: what the host calls the person, or the role.
        by: String,
        /// The day, `YYYY-MM-DD`.
        on: String,
        /// Beside the outcome.
        conclusion: Conclusion,
        /// What makes the person conclude so.
        reason: Option<String> = "Option::is_none",
    }

    /// The response that another one was made of.
    MigratedFrom {
        /// The form it was given to.
        form: FormName,
        /// Its digest. It is kept as it is.
        digest: String,
        /// What could not be carried.
        left: Vec<LeftReport>,
    }

    /// An answer that could not be carried.
    LeftReport {
        /// The item that had it.
        item: String,
        /// Why it could not.
        reason: String,
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Response {
    /// What is handed over of a session as it stands, its texts in the language it was shown in last. The digest is
    /// still to be made: [`sealed`](Self::sealed).
    pub fn of(session: &Session, purpose: Purpose) -> Self {
        let (form, state) = (session.form(), session.state());
        let extent = Extent::may(session, purpose);
        let full = extent == Extent::Full;
        let concluded = session.concluded();
        let reason = (!concluded.reason.is_empty()).then(|| (*concluded.reason).to_owned());
        let conclusion = concluded.conclusion.map(|conclusion| ConclusionReport { conclusion, reason });
        Self {
            extent,
            form: form_name(form),
            class: form.class(state.outcome.decision).to_owned(),
            consents: consents(session, purpose),
            case: None,
            alerts: if extent >= Extent::Alerts { fired(session) } else { Vec::new() },
            engine: full.then(|| env!("CARGO_PKG_VERSION").to_owned()),
            today: full.then(|| session.today().to_string()),
            finished: full.then(|| session.is_finished()),
            languages: if full { session.shown().iter().map(|tag| (**tag).to_owned()).collect() } else { Vec::new() },
            answers: if full { handed_over(session) } else { Vec::new() },
            rows_added: if full { session.rows_added() } else { 0 },
            assessment: full.then(|| assess_session(session, session.language())),
            conclusion: conclusion.filter(|_| full),
            needs_second_review: full.then(|| state.needs_second_review(concluded.conclusion)),
            review: None,
            migrated_from: None,
            digest: String::new(),
        }
    }
}

fn fired(session: &Session) -> Vec<FiredReport> {
    let mut made = Vec::new();
    for place in session.fired() {
        if let Some(alert) = session.form().alerts.get(usize::from(*place)) {
            let holds = holds(session.state(), *place);
            made.push(FiredReport { id: (*alert.id).to_owned(), urgency: alert.urgency, holds });
        }
    }
    made
}

fn consents(session: &Session, purpose: Purpose) -> Vec<ConsentReport> {
    let mut made = Vec::new();
    for (place, item) in (0..).zip(&session.form().items).filter(|(_, item)| item.kind == ItemType::Consent) {
        made.extend(consent(session, place, item, purpose));
    }
    made
}

/// A consent that was answered or closed. Words that are not needed to count are left out of what is for counting.
fn consent(session: &Session, place: u16, item: &Item, purpose: Purpose) -> Option<ConsentReport> {
    let missing = match session.state().item(place) {
        ItemState::Answered => None,
        ItemState::Missing(reason) => Some(reason),
        _ => return None,
    };
    let code = session.choice(place).filter(|_| missing.is_none()).map(|choice| item.code(choice));
    let words = session.entry(place).and_then(|entry| entry.other.as_deref());
    Some(ConsentReport {
        item: (*item.id).to_owned(),
        scope: item.scope?,
        of: if item.guardians { ConsentOf::Guardian } else { ConsentOf::Person },
        recipient: item.recipient.map(|text| session.form().text(text, 0).text.to_owned()),
        consent: code.and_then(Consent::of),
        reason: words.filter(|_| missing.is_none() && purpose != Purpose::Statistics).map(str::to_owned),
        missing,
    })
}
