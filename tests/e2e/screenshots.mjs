// A picture of every screen: phone and desktop, French and Arabic, dark and forced colours.
// Run by `cargo xtask screenshots`, which serves the portal at NRM_BASE and names the folder in NRM_OUT.
import { join } from "node:path";

import { chromium } from "playwright-core";

import { trapNextAct } from "./support/trap.mjs";

const { NRM_BASE: base, NRM_OUT: out, CHROMIUM: executablePath = "/usr/bin/chromium" } = process.env;
const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath, args: ["--disable-gpu", ...root] });

const PHONE = { viewport: { width: 360, height: 640 }, deviceScaleFactor: 2 };
const NARROW = { viewport: { width: 320, height: 568 }, deviceScaleFactor: 2 };
const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };

/** An interview in a page of its own, and what a worker does in it. */
class Visit {
  constructor(page, name) {
    this.page = page;
    this.name = name;
    this.element = page.locator("nrm-screening");
  }

  static async start(name, language, { portal, ...look }) {
    const context = await browser.newContext(look);
    const page = await context.newPage();
    page.on("pageerror", (error) => {
      throw error;
    });
    await page.goto(base);
    if (portal) await page.selectOption("#look", portal);
    await page.selectOption("#language", language);
    await page.waitForSelector("nrm-screening .page");
    return new Visit(page, name);
  }

  async shoot(screen) {
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(() => scrollTo(0, 0));
    await this.page.screenshot({ path: join(out, `${this.name}-${screen}.png`), fullPage: true });
  }

  press(act, item = "") {
    const of = item && `[data-item="${item}"]`;
    return this.element.locator(`button[data-act="${act}"]${of}`).first().click();
  }

  next() {
    return this.press("next");
  }

  toggle(panel, which = "") {
    const of = which && `[data-value="${which}"]`;
    return this.element.locator(`button[data-act="toggle"][data-item="${panel}"]${of}`).first().click();
  }

  async answer(answers) {
    for (const [item, code] of Object.entries(answers)) {
      await this.element.locator(`input[data-item="${item}"][data-value="${code}"]`).click();
    }
  }

  /** Goes on until a question is on the page, or until the answers are checked. */
  async reach(item) {
    const wanted = this.element.locator(item ? `input[data-item="${item}"]` : "h1#title").first();
    for (let pages = 0; pages < 40 && !(await wanted.count()); pages += 1) await this.next();
    await wanted.waitFor();
  }

  close() {
    return this.page.context().close();
  }
}

async function agreed(visit) {
  await visit.reach("danger");
  await visit.answer({ danger: "no", care: "no" });
  await visit.reach("age_group");
  await visit.answer({ age_group: "adult" });
  await visit.reach("talk");
  await visit.answer({ talk: "given" });
}

async function interview(name, language, look) {
  const visit = await Visit.start(name, language, look);
  await visit.shoot("01-start");
  await visit.next();
  await visit.next();
  await visit.shoot("02-held");
  await visit.answer({ danger: "yes" });
  await visit.shoot("03-immediate");
  await visit.press("done");
  await visit.answer({ danger: "no", care: "no" });
  await visit.reach("spoken_for");
  await visit.answer({ spoken_for: "yes" });
  await visit.reach("age_group");
  await visit.answer({ age_group: "adult" });
  await visit.reach("talk");
  await visit.shoot("04-consent");
  await visit.answer({ talk: "given" });
  await visit.reach("promised_job");
  await visit.answer({ promised_job: "different", promised_terms: "worse" });
  await visit.reach("works");
  await visit.answer({ works: "now", hours: "yes", pay: "kept" });
  await visit.answer({ works: "no" });
  await visit.answer({ works: "before" });
  await visit.shoot("05-restored");
  await visit.press("keep", "hours");
  await visit.press("keep", "pay");
  await visit.reach("papers");
  await visit.answer({ papers: "taken" });
  await visit.toggle("silence", "harm");
  await visit.answer({ harm: "declined" });
  await visit.shoot("06-questions");
  await visit.toggle("languages");
  await visit.toggle("stop");
  await visit.toggle("urgent");
  if (look.viewport.width < 860) await visit.toggle("parts");
  await visit.shoot("07-panels");
  await visit.toggle("alerts");
  await visit.shoot("08-alerts");
  await visit.reach();
  await visit.shoot("09-check");
  await visit.next();
  await visit.shoot("10-result");
  await visit.toggle("dimension");
  await visit.toggle("term");
  await visit.element.locator('[id="conclude..fewerSigns"]').click();
  await visit.toggle("finish");
  await visit.press("without");
  await visit.shoot("11-result-open");
  await visit.press("finish");
  await visit.shoot("12-end");
  await visit.close();
}

async function otherResults(name, language, look) {
  const unknown = await Visit.start(name, language, look);
  await agreed(unknown);
  await unknown.reach();
  await unknown.next();
  await unknown.shoot("13-indeterminate");
  await unknown.close();

  const refused = await Visit.start(name, language, look);
  await agreed(refused);
  await refused.answer({ talk: "refused" });
  await refused.next();
  await refused.shoot("14-refused");
  await refused.element.locator("button.hide").click();
  await refused.shoot("15-hidden");
  await refused.close();
}

/** What the shell says by itself: on the way out, before a pause, after a trap and after the third. */
async function guarded(name, language, look) {
  const visit = await Visit.start(name, language, look);
  await visit.next();
  await visit.answer({ danger: "no" });
  await visit.page.keyboard.press("Shift");
  await visit.shoot("17-leaving");
  await trapNextAct(visit.page);
  await visit.toggle("stop");
  await visit.shoot("18-recovered");
  await trapNextAct(visit.page, 3);
  await visit.toggle("stop");
  await visit.shoot("19-interrupted");
  await visit.close();
}

async function failure(name, language, { portal, ...look }) {
  const context = await browser.newContext(look);
  const page = await context.newPage();
  await page.route("**/nrm_element_bg.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto(base);
  await page.selectOption("#language", language);
  const visit = new Visit(page, name);
  await visit.element.locator("h1").waitFor();
  await visit.shoot("16-failure");
  await visit.close();
}

for (const [name, language, look] of [
  ["phone-fr", "fr", PHONE],
  ["phone-ar", "ar", PHONE],
  ["narrow-fr", "fr", NARROW],
  ["desktop-fr", "fr", DESKTOP],
  ["desktop-ar", "ar", DESKTOP],
  ["forced-fr", "fr", { ...PHONE, colorScheme: "dark", forcedColors: "active" }],
  ["contrast-fr", "fr", { ...PHONE, contrast: "more" }],
  ["rivage-fr", "fr", { ...DESKTOP, portal: "rivage" }],
  ["rivage-dark-ar", "ar", { ...PHONE, colorScheme: "dark", portal: "rivage" }],
]) {
  await interview(name, language, look);
  await otherResults(name, language, look);
  await guarded(name, language, look);
  await failure(name, language, look);
}
await browser.close();
