//! From one page to another.

use super::Interview;
use crate::view::act::{Act, Effects};
use crate::view::asked::Standing;
use crate::view::page::{self, Page};
use crate::view::{Panel, pen};

impl Interview {
    /// Opens another page at its top.
    pub(super) fn turn(&mut self, page: Page) -> Effects {
        self.open.clear();
        self.held.clear();
        self.origin = None;
        self.page = page;
        if let Page::Sheet(sheet) = page {
            self.furthest = self.furthest.max(sheet);
        }
        Effects { focus: page::heading(self), top: true, polite: page::announcement(self), ..Effects::none() }
    }

    pub(super) fn next(&mut self, hold: bool) -> Effects {
        match self.page {
            Page::Start => self.turn(page::after(self, None)),
            Page::Sheet(sheet) => {
                let wanted = page::wanted(self, sheet);
                if hold && self.held.is_empty() && !wanted.is_empty() {
                    self.held = wanted;
                    return Effects { focus: Some(page::SUMMARY.to_owned()), top: true, ..Effects::none() };
                }
                if self.origin.is_some() {
                    return self.return_to_check();
                }
                self.turn(page::after(self, Some(sheet)))
            }
            Page::Check => self.turn(Page::Result),
            Page::Result if !hold => self.unfold(Panel::Finish.word(), ""),
            Page::Result | Page::End => Effects::none(),
        }
    }

    /// Whether something holds the end that has not done so yet.
    pub(super) fn holds_end(&mut self) -> bool {
        let first = self.page == Page::Result && self.held.is_empty();
        let wanted = if first { page::wanted_at_end(self) } else { Vec::new() };
        let holds = !wanted.is_empty();
        if holds {
            self.held = wanted;
        }
        holds
    }

    pub(super) fn back(&mut self) -> Effects {
        match self.page {
            Page::Sheet(_) if self.origin.is_some() => self.return_to_check(),
            Page::Sheet(sheet) => self.turn(page::before(self, sheet)),
            Page::Check => self.turn(page::before(self, self.sheets.len())),
            Page::Result => self.turn(Page::Check),
            Page::Start | Page::End => Effects::none(),
        }
    }

    fn return_to_check(&mut self) -> Effects {
        let origin = self.origin.take();
        let effects = self.turn(Page::Check);
        let focus = origin.map(|item| pen::id(Act::Edit.word(), &item, ""));
        Effects { focus, top: false, ..effects }
    }

    pub(super) fn go(&mut self, group: &str) -> Effects {
        match page::first_of(self, group) {
            Some(sheet) => self.turn(Page::Sheet(sheet)),
            None => Effects::none(),
        }
    }

    pub(super) fn edit(&mut self, id: &str) -> Effects {
        let place = self.form().find(id);
        let place = place.filter(|place| self.asked(*place).is_some_and(|asked| asked.standing != Standing::Hidden));
        let Some(sheet) = place.and_then(|item| self.sheets.iter().position(|sheet| sheet.items.contains(&item)))
        else {
            return Effects::none();
        };
        let effects = self.turn(Page::Sheet(sheet));
        self.origin = Some(id.into());
        Effects { focus: Some(pen::id("heading", id, "")), top: false, ..effects }
    }
}
