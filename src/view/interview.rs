//! An interview on screen: the session, where the worker is, what is unfolded. Acts change it; nothing else does.

mod alerts;
mod edit;
mod panels;
mod turn;

use super::Panel;
use super::act::{Act, Effects};
use super::asked::Standing;
use super::page::Page;
use super::sheet::{Sheet, sheets};
use super::words::Words;
use crate::evaluation::State;
use crate::form::{Form, Item, Services};
use crate::response::{Extent, Purpose};
use crate::session::Session;
use crate::value::{Conclusion, Consent, Date};
use alloc::sync::Arc;

/// An interview and its screen.
pub struct Interview {
    session: Session,
    /// What the host wants it for.
    purpose: Purpose,
    services: Vec<Services>,
    languages: Vec<Words>,
    language: usize,
    /// The language beside it, for what is read to the person; never the same one.
    second: Option<usize>,
    pub(super) sheets: Vec<Sheet>,
    pub(super) page: Page,
    /// The furthest page seen.
    pub(super) furthest: usize,
    open: Vec<(Panel, Box<str>)>,
    /// What held the page once: required questions that wait, and answers that do not hold.
    held: Vec<(Box<str>, Standing)>,
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
        let mut made = Self {
            session: Session::start(form, today),
            purpose: Purpose::Record,
            services: Vec::new(),
            languages,
            language,
            second: None,
            sheets,
            page: Page::Start,
            furthest: 0,
            open: Vec::new(),
            held: Vec::new(),
            origin: None,
            put_away: Vec::new(),
        };
        made.show(language);
        made
    }

    /// Goes on in the language at a place.
    fn show(&mut self, language: usize) {
        self.language = language;
        for language in [self.second, Some(language)].into_iter().flatten() {
            if let Some(words) = self.languages.get(language) {
                self.session.show(&words.language);
            }
        }
    }

    /// Takes lists of services over; only the one that the form names is shown, or all where it names none.
    #[must_use]
    pub fn with_services(mut self, services: Vec<Services>) -> Self {
        self.services = services;
        let named = self.form().services.clone();
        self.services.retain(|list| named.as_ref().is_none_or(|named| *named == list.id));
        self
    }

    pub(super) fn services(&self) -> &[Services] {
        &self.services
    }

    /// Shows an interview as it stands, in `language` if there are words for it.
    pub fn of(session: Session, languages: Vec<Words>, language: &str) -> Self {
        let fresh = Self::new(session.form().clone(), languages, language, session.today());
        Self { session, ..fresh }
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

    /// The words of the language beside that of the screen.
    pub(super) fn second(&self) -> Option<&Words> {
        self.languages.get(self.second?)
    }

    pub(super) fn form(&self) -> &Form {
        self.session.form()
    }

    pub(super) fn state(&self) -> &State {
        self.session.state()
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn is_open(&self, panel: Panel, which: &str) -> bool {
        self.open.iter().any(|(open, one)| *open == panel && **one == *which)
    }

    /// How a question stood when it held the page.
    pub(super) fn held_as(&self, key: &str) -> Option<Standing> {
        self.held.iter().find(|(held, _)| **held == *key).map(|(_, standing)| *standing)
    }

    pub(super) fn held(&self) -> &[(Box<str>, Standing)] {
        &self.held
    }

    pub(super) fn is_put_away(&self, alert: u16) -> bool {
        self.put_away.contains(&alert)
    }

    /// Does what was pressed. What cannot be done now, or is not known, does nothing.
    pub fn act(&mut self, act: &str, item: &str, value: &str) -> Effects {
        let Some(act) = Act::of(act) else { return Effects::none() };
        let fired = self.alerts();
        let mut effects = self.perform(act, item, value);
        self.tell_alerts(&fired, &mut effects);
        effects
    }

    fn perform(&mut self, act: Act, item: &str, value: &str) -> Effects {
        match act {
            Act::Answer => self.take(item, value),
            Act::Tick => self.tick(item, value),
            Act::Write => self.write(item, value),
            Act::About => self.about(item),
            Act::Add => self.add(item),
            Act::Remove => self.remove(item, value),
            Act::Silence => self.silence(item, value),
            Act::Conclude => self.conclude(value),
            Act::Keep => self.again(item, true),
            Act::Change => self.again(item, false),
            Act::Next => self.next(true),
            Act::Without => self.next(false),
            Act::Back => self.back(),
            Act::Go => self.go(item),
            Act::Edit => self.edit(item),
            Act::Review => self.turn(Page::Check),
            Act::Purpose => self.want(value),
            Act::Resume => self.resume(value),
            Act::Withdraw => self.withdraw(),
            Act::Visit => self.visit(item),
            Act::Toggle => self.toggle(item, value),
            Act::Open => self.unfold(item, value),
            Act::Escape => self.escape(),
            Act::Done => self.put_away(item),
            Act::Hide => {
                self.fold(&mut |panel, _| panel == Panel::Term);
                Effects::none()
            }
            Act::Language => self.speak(value),
            Act::Second => self.speak_beside(value),
            // Nothing is closed yet: should handing over fail, the interview goes on where it was.
            Act::Finish => Effects { hand_over: self.page == Page::Result, ..Effects::none() },
            Act::End => self.end(),
            Act::Print => self.print(),
        }
    }

    /// The consent to talk, where it is given and so can be withdrawn.
    pub(super) fn agreed(&self) -> Option<&Item> {
        let place = self.form().talk?;
        let item = self.form().item(place)?;
        let asked = self.asked(place)?;
        (0..)
            .zip(&item.choices)
            .any(|(choice, _)| item.is_consent(choice, Consent::Given) && asked.holds(choice))
            .then_some(item)
    }

    fn withdraw(&mut self) -> Effects {
        let Some(talk) = self.agreed().map(|item| item.id.clone()) else { return Effects::none() };
        let edited = self.take(&talk, Consent::Withdrawn.word());
        Effects { events: edited.events, ..self.turn(Page::Check) }
    }

    fn want(&mut self, purpose: &str) -> Effects {
        self.purpose = Purpose::of(purpose).unwrap_or(self.purpose);
        Effects::none()
    }

    /// Goes on with another interview of the form, from its first page.
    fn resume(&mut self, text: &str) -> Effects {
        if let Some(session) = Session::from_text(self.session.form().clone(), text) {
            self.session = session;
            self.show(self.language);
        }
        Effects::none()
    }

    /// How much is handed over at the end.
    pub(super) fn extent(&self) -> Extent {
        Extent::may(&self.session, self.purpose)
    }

    /// Concludes beside the result, and nowhere else.
    fn conclude(&mut self, told: &str) -> Effects {
        if let Some(conclusion) = Conclusion::of(told).filter(|_| self.page == Page::Result) {
            self.session.conclude(conclusion).ok();
        }
        Effects::none()
    }

    /// The interview as it would be, were it finished now, as text: what is handed over is made of it.
    pub fn record(&self) -> String {
        let mut finished = self.session.clone();
        finished.finish();
        finished.to_text()
    }

    fn end(&mut self) -> Effects {
        if self.page != Page::Result {
            return Effects::none();
        }
        Effects { done: true, ..self.turn(Page::End) }
    }
}

fn focus(focus: Option<String>) -> Effects {
    Effects { focus, ..Effects::none() }
}
