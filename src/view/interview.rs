//! An interview on screen: the session, where the worker is, what is unfolded. Acts change it; nothing else does.

mod alerts;
mod panels;
mod turn;

use super::act::{Act, Completion, Effects, Event};
use super::page::Page;
use super::sheet::{Sheet, sheets};
use super::words::Words;
use super::{Panel, pen};
use crate::evaluation::{ItemState, State};
use crate::form::{Form, Item};
use crate::session::Session;
use crate::value::{Answer, Consent, Date, Reason};
use alloc::sync::Arc;

/// Where a question stands, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is not asked, or not yet known to be.
    Hidden,
    /// It waits.
    Open,
    /// One of its choices was taken.
    Chosen(u16),
    /// It is answered with something else.
    Told,
    /// It was closed without an answer.
    Silent(Reason),
    /// An answer from before it was out of sight, to be looked at again.
    Restored,
}

/// An interview and its screen.
pub struct Interview {
    session: Session,
    languages: Vec<Words>,
    language: usize,
    pub(super) sheets: Vec<Sheet>,
    pub(super) page: Page,
    /// The furthest page seen.
    pub(super) furthest: usize,
    open: Vec<(Panel, Box<str>)>,
    /// Required questions that held the page once.
    held: Vec<Box<str>>,
    /// The item that is being changed from the page where answers are checked.
    origin: Option<Box<str>>,
    /// Alerts that are done.
    put_away: Vec<u16>,
}

impl Interview {
    /// Opens a form at its first page, in `language` if there are words for it, else in the first there are.
    pub fn new(form: Arc<Form>, languages: Vec<Words>, language: &str, today: Date) -> Self {
        let sheets = sheets(&form);
        let language = languages.iter().position(|words| words.language == language).unwrap_or(0);
        Self {
            session: Session::start(form, today),
            languages,
            language,
            sheets,
            page: Page::Start,
            furthest: 0,
            open: Vec::new(),
            held: Vec::new(),
            origin: None,
            put_away: Vec::new(),
        }
    }

    /// The language the screen is in.
    pub fn language(&self) -> &str {
        self.languages.get(self.language).map_or("", |words| &words.language)
    }

    pub(super) fn languages(&self) -> &[Words] {
        &self.languages
    }

    pub(super) fn words(&self) -> Option<&Words> {
        self.languages.get(self.language)
    }

    pub(super) fn form(&self) -> &Form {
        self.session.form()
    }

    pub(super) fn state(&self) -> &State {
        self.session.state()
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn is_open(&self, panel: Panel, which: &str) -> bool {
        self.open.iter().any(|(open, one)| *open == panel && **one == *which)
    }

    pub(super) fn is_held(&self, item: &Item) -> bool {
        self.held.contains(&item.id)
    }

    pub(super) fn held(&self) -> &[Box<str>] {
        &self.held
    }

    pub(super) fn is_put_away(&self, alert: u16) -> bool {
        self.put_away.contains(&alert)
    }

    /// Where an item stands.
    pub(super) fn standing(&self, item: u16) -> Standing {
        match self.state().item(item) {
            ItemState::Irrelevant | ItemState::Undecided => Standing::Hidden,
            ItemState::Answered => self.session.choice(item).map_or(Standing::Told, Standing::Chosen),
            ItemState::Missing(reason) => Standing::Silent(reason),
            ItemState::Shown | ItemState::Invalid(_) => Standing::Open,
            ItemState::Open => match self.session.entry(item).and_then(|entry| entry.mark) {
                Some(_) => Standing::Restored,
                None => Standing::Open,
            },
        }
    }

    /// Does what was pressed. What cannot be done now, or is not known, does nothing.
    pub fn act(&mut self, act: &str, item: &str, value: &str) -> Effects {
        let Some(act) = Act::of(act) else { return Effects::default() };
        let fired = self.alerts();
        let mut effects = self.perform(act, item, value);
        self.tell_alerts(&fired, &mut effects);
        effects
    }

    fn perform(&mut self, act: Act, item: &str, value: &str) -> Effects {
        match act {
            Act::Answer => self.answer(item, |item| item.choice(value).map(Answer::Choice)),
            Act::Silence => self.answer(item, |_| Reason::of(value).map(Answer::Missing)),
            Act::Keep => self.restored(item, true),
            Act::Change => self.restored(item, false),
            Act::Next => self.next(true),
            Act::Without => self.next(false),
            Act::Back => self.back(),
            Act::Go => self.go(item),
            Act::Edit => self.edit(item),
            Act::Review => self.turn(Page::Check),
            Act::Withdraw => self.withdraw(),
            Act::Visit => focus(self.visit(item)),
            Act::Toggle => self.toggle(item, value),
            Act::Open => self.unfold(item, value),
            Act::Escape => self.escape(),
            Act::Done => self.put_away(item),
            Act::Hide => {
                self.fold(&mut |panel, _| panel == Panel::Term);
                Effects::default()
            }
            Act::Language => self.speak(value),
            Act::Finish => self.finish(),
        }
    }

    fn answer(&mut self, id: &str, read: impl FnOnce(&Item) -> Option<Answer>) -> Effects {
        let Some(place) = self.form().find(id) else { return Effects::default() };
        let Some(answer) = self.form().item(place).and_then(read) else { return Effects::default() };
        match self.session.answer(place, answer) {
            Ok(_) => changed(id),
            Err(_) => Effects::default(),
        }
    }

    fn restored(&mut self, id: &str, keep: bool) -> Effects {
        let Some(place) = self.form().find(id) else { return Effects::default() };
        let edited = if keep { self.session.confirm(place) } else { self.session.clear(place) };
        if edited.is_err() {
            return Effects::default();
        }
        // The button that was pressed is gone: the focus goes where it stood.
        Effects { focus: self.visit(id), ..changed(id) }
    }

    /// The consent to talk, where it is given and so can be withdrawn.
    pub(super) fn agreed(&self) -> Option<&Item> {
        let place = self.form().talk?;
        let item = self.form().item(place)?;
        let given = matches!(self.standing(place), Standing::Chosen(choice) if item.is_consent(choice, Consent::Given));
        given.then_some(item)
    }

    fn withdraw(&mut self) -> Effects {
        let Some(talk) = self.agreed().map(|item| item.id.clone()) else { return Effects::default() };
        let edited = self.answer(&talk, |item| item.choice(Consent::Withdrawn.word()).map(Answer::Choice));
        Effects { events: edited.events, ..self.turn(Page::Check) }
    }

    /// The control of a question that holds its answer, or its first.
    fn visit(&self, id: &str) -> Option<String> {
        let place = self.form().find(id)?;
        let item = self.form().item(place)?;
        let choice = match self.standing(place) {
            Standing::Chosen(choice) => choice,
            Standing::Restored => return Some(pen::id(Act::Keep.word(), id, "")),
            _ => 0,
        };
        Some(pen::id(Act::Answer.word(), id, item.code(choice)))
    }

    fn finish(&mut self) -> Effects {
        if self.page != Page::Result {
            return Effects::default();
        }
        self.session.finish();
        let completion = Completion::of(&self.session, self.language());
        let effects = self.turn(Page::End);
        Effects { events: vec![Event::Complete(Box::new(completion))], done: true, ..effects }
    }
}

fn focus(focus: Option<String>) -> Effects {
    Effects { focus, ..Effects::default() }
}

fn changed(item: &str) -> Effects {
    Effects { events: vec![Event::Change { item: item.to_owned() }], ..Effects::default() }
}
