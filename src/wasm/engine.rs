//! The headless engine: text, ids and codes in, plain data out; no DOM.

use super::plain::{plain, told};
use crate::assessment::assess_session;
use crate::diagnostic::{Code, Diagnostics};
use crate::form::Carry;
use crate::json::{Json, Pointer};
use crate::response::{NotResumed, Purpose, Response, session_of};
use crate::session::{Refused, Session};
use crate::value::{Answer, Date, Reason};
use crate::{Form, snapshot};
use alloc::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A compiled form on its way to a session.
#[wasm_bindgen]
pub struct NrmForm {
    form: Form,
}

#[wasm_bindgen]
impl NrmForm {
    /// Reads a form as it was compiled; throws a list of diagnostics for anything else.
    #[wasm_bindgen(constructor)]
    pub fn new(form: &str) -> Result<NrmForm, JsValue> {
        Form::from_text(form).map(|form| Self { form }).ok_or_else(|| not_compiled("form"))
    }

    /// Gives the form its texts in another language, as they were compiled for it; throws a list of diagnostics for
    /// anything else.
    pub fn add(&mut self, texts: &str) -> Result<(), JsValue> {
        if self.form.take_language(texts) { Ok(()) } else { Err(not_compiled("texts")) }
    }

    /// Starts a session on the local day `today` (`YYYY-MM-DD`), texts in `language`; without one, it has been shown to
    /// nobody yet. Uses this form up. Throws a code.
    pub fn start(self, today: &str, language: &str) -> Result<NrmEngine, JsValue> {
        let today = Date::parse(today).ok_or("today-invalid")?;
        let shown = match language {
            "" => None,
            tag => Some(self.form.language(tag).ok_or("language-missing")?),
        };
        let mut session = Session::start(Arc::new(self.form), today);
        if shown.is_some() {
            session.show(language);
        }
        Ok(NrmEngine { session, language: shown.unwrap_or_default() })
    }

    /// Goes on with a session that `Session::to_text` has written, texts in the language it was shown in last; uses
    /// this form up. Throws a list of diagnostics for anything else.
    pub fn restore(self, text: &str) -> Result<NrmEngine, JsValue> {
        let session = Session::from_text(Arc::new(self.form), text).ok_or_else(|| not_compiled("session"))?;
        Ok(NrmEngine::of(session))
    }

    /// The interview that a response tells of, as tokens, as it was: finished, if it was. Uses this form up. Whether the
    /// response was changed is not looked at. Throws a code, or a list of diagnostics for what is no response of this form.
    pub fn resume(self, response: &str) -> Result<NrmEngine, JsValue> {
        let response = Json::from_tokens(response).ok_or("response-invalid")?;
        match session_of(&Arc::new(self.form), response) {
            Ok(session) => Ok(NrmEngine::of(session)),
            Err(NotResumed::Invalid(found)) => Err(told(&found)),
            Err(why) => Err(why.word().into()),
        }
    }
}

fn not_compiled(what: &str) -> JsValue {
    let mut found = Diagnostics::default();
    found.tell(Code::NotCompiled, &Pointer::default(), what);
    told(&found)
}

/// SHA-256 of a text, in hexadecimal digits.
#[wasm_bindgen]
pub fn sha256(text: &str) -> String {
    crate::id::digest(text.as_bytes())
}

/// A session.
#[wasm_bindgen]
pub struct NrmEngine {
    session: Session,
    language: usize,
}

impl NrmEngine {
    fn of(session: Session) -> Self {
        let language = session.language();
        Self { session, language }
    }
}

fn done<T>(edit: Result<T, Refused>) -> Result<(), JsValue> {
    edit.map(drop).map_err(|refused| refused.word().into())
}

#[wasm_bindgen]
impl NrmEngine {
    /// Answers an item by the code of a choice, or by several with a space between where it takes several; throws a code.
    pub fn answer(&mut self, item: &str, code: &str) -> Result<(), JsValue> {
        done(self.session.give(item, code))
    }

    /// Says why an item has no answer; throws a code.
    pub fn silent(&mut self, item: &str, reason: &str) -> Result<(), JsValue> {
        let reason = Reason::of(reason).ok_or(Refused::SilenceNotAllowed.word())?;
        done(self.session.answer_id(item, Answer::Missing(reason)))
    }

    /// Opens an item again; throws a code.
    pub fn clear(&mut self, item: &str) -> Result<(), JsValue> {
        let item = self.session.form().find(item);
        done(item.ok_or(Refused::UnknownItem).and_then(|item| self.session.clear(item)))
    }

    /// Says that an answer that came back with its question still holds; throws a code.
    pub fn confirm(&mut self, item: &str) -> Result<(), JsValue> {
        let item = self.session.form().find(item);
        done(item.ok_or(Refused::UnknownItem).and_then(|item| self.session.confirm(item)))
    }

    /// Proposes an answer by the code of a choice, or by several with a space between: open until it is confirmed. What
    /// was answered stands. Throws a code.
    pub fn propose(&mut self, item: &str, code: &str) -> Result<(), JsValue> {
        done(self.session.propose(item, code))
    }

    /// What this interview hands to the next one by a compiled text: a list of `NrmProposal`. Throws a code where it is
    /// not finished or the text begins at another form, and a list of diagnostics for anything else.
    pub fn carry(&self, text: &str) -> Result<JsValue, JsValue> {
        let carry = Carry::from_text(text).ok_or_else(|| not_compiled("carry"))?;
        self.session.carried(&carry).map(|proposals| plain(&proposals)).map_err(|refused| refused.word().into())
    }

    /// Closes what is open as not asked; no edit is taken after it.
    pub fn finish(&mut self) {
        self.session.finish();
    }

    /// How the interview stands: an `NrmSnapshot`.
    pub fn state(&self) -> JsValue {
        plain(&snapshot(&self.session, self.language))
    }

    /// The outcome with its reasons as everything stands: an `NrmAssessment`.
    pub fn assess(&self) -> JsValue {
        plain(&assess_session(&self.session, self.language))
    }

    /// What is handed over: an `NrmResponse`, all but its digest. Throws a code.
    pub fn response(&self, purpose: &str) -> Result<JsValue, JsValue> {
        let purpose = Purpose::of(purpose).ok_or("purpose-unknown")?;
        Ok(plain(&Response::of(&self.session, purpose)))
    }

    /// Opens again what finishing closed, if the session is finished.
    pub fn reopen(&mut self) {
        if self.session.is_finished() {
            self.session.reopen();
        }
    }

    /// The session as text, for `restore` and for the element.
    #[wasm_bindgen(js_name = toText)]
    pub fn to_text(&self) -> String {
        self.session.to_text()
    }

    /// Never called: that it is there makes the glue able to begin a fresh instance. It does so without this, as no
    /// call may go into an instance that has trapped.
    pub fn renew() {
        wasm_bindgen::handler::schedule_reinit();
    }
}
