// What is written into an interview stays in it (E6, L1 to L6): not in what a page keeps, says or reports, and no helper reads along.
import { choiceText } from "./support/form.mjs";
import { openKinds } from "./support/kinds.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { trapNextAct } from "./support/trap.mjs";

/** Words that stand nowhere else. */
const CANARIES = { note: "zq7kvolcan", other: "zq7xbirdie", words: "zq7mcanary", place: "zq7pfinch", age: "97" };
const WRITTEN = Object.values(CANARIES).filter((text) => text.length > 2);

/** Everything a page could keep, say, report or send, noted as text before the page's own code runs. */
const hook = (page) =>
  page.addInitScript(() => {
    const noted = { kept: [], said: [] };
    globalThis.noted = noted;
    const text = (value) => {
      try {
        return value instanceof Error ? `${value.message} ${value.stack} ${text(value.cause)}` : JSON.stringify(value) ?? String(value);
      } catch {
        return String(value);
      }
    };
    const wrap = (owner, name, where) => {
      const own = owner?.[name];
      if (typeof own !== "function") return;
      owner[name] = function (...given) {
        noted[where].push(`${name}: ${given.map(text).join(" ")}`);
        return own.apply(this, given);
      };
    };
    for (const name of Object.keys(console)) wrap(console, name, "said");
    for (const name of ["setItem", "removeItem", "clear"]) wrap(Storage.prototype, name, "kept");
    for (const name of ["open", "deleteDatabase"]) wrap(IDBFactory.prototype, name, "kept");
    for (const name of ["put", "add", "open"]) wrap(globalThis.Cache?.prototype, name, "kept");
    wrap(globalThis.CacheStorage?.prototype, "open", "kept");
    for (const name of ["pushState", "replaceState"]) wrap(History.prototype, name, "kept");
    for (const name of ["writeText", "write"]) wrap(globalThis.Clipboard?.prototype, name, "kept");
    wrap(Navigator.prototype, "sendBeacon", "kept");
    wrap(XMLHttpRequest.prototype, "send", "kept");
    for (const name of ["postMessage"]) wrap(globalThis, name, "kept");
    wrap(globalThis.BroadcastChannel?.prototype, "postMessage", "kept");
    wrap(globalThis.ElementInternals?.prototype, "setFormValue", "kept");
    for (const [owner, name] of [[Document.prototype, "cookie"], [Document.prototype, "title"]]) {
      const own = Object.getOwnPropertyDescriptor(owner, name);
      Object.defineProperty(owner, name, { ...own, set(value) { noted.kept.push(`${name}: ${value}`); own.set.call(this, value); } });
    }
    globalThis.onerror = (...given) => void noted.said.push(given.map(text).join(" "));
    addEventListener("unhandledrejection", ({ reason }) => noted.said.push(text(reason)));
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event instanceof CustomEvent && event.type !== "nrm-complete") noted.said.push(`${event.type} ${text(event.detail)}`);
      return dispatchEvent.call(this, event);
    };
  });

const press = (screening, id) => screening.host.locator(`[id="${id}"]`).click();
const write = async (screening, id, text) => {
  await screening.host.locator(`[id="${id}"]`).fill(text);
  await screening.host.locator(`[id="${id}"]`).blur();
};

test("nothing that was written is kept, said, reported or in reach of the page around", async ({ page }) => {
  await hook(page);
  const screening = await openKinds(page, "fr");
  const host = screening.host;
  await host.evaluate((element) => {
    const form = document.createElement("form");
    element.replaceWith(form);
    form.append(element);
  });
  const here = (id) => host.locator(`[id="${id}"]`);
  const on = async () => press(screening, (await here("without..").count()) ? "without.." : "next..");
  await press(screening, "next..");
  await press(screening, "answer.talk.given");
  await on();
  await write(screening, "write.age.", CANARIES.age);
  await press(screening, "tick.needs.other");
  await write(screening, "write.needs.other", CANARIES.other);
  await on();
  while (!(await here("write.note.").count())) {
    if ((await here("about.arrived.").count()) && !(await here("write.arrived.inWords").count())) {
      await write(screening, "write.arrived.year", "2014");
      await press(screening, "about.arrived.");
      await write(screening, "write.arrived.inWords", CANARIES.words);
    }
    await on();
  }
  await write(screening, "write.note.", CANARIES.note);
  // Neither a trap nor the failure page says anything of it.
  await trapNextAct(page);
  await on();
  await expect(here("write.note.")).toHaveValue(CANARIES.note);
  await trapNextAct(page, 3);
  await on();
  await screening.title("failureTitle").waitFor();
  await screening.button("failureResume").click();
  await host.evaluate((element) => (element.lang = "ar"));
  await host.evaluate((element) => (element.lang = "fr"));
  await screening.button("hide").click();
  await screening.button("resume").click();
  while (!(await here("add.steps.").count())) await on();
  await press(screening, "add.steps.");
  const place = host.locator('[id^="write.place@"]');
  await place.fill(CANARIES.place);
  await place.blur();
  for (let pages = 0; pages < 8 && !(await screening.title("checkTitle").count()); pages += 1) await on();
  const shown = await host.evaluate((element) => element.shadowRoot.textContent);
  // They are there, so that they could have leaked.
  for (const written of [CANARIES.note, CANARIES.other, CANARIES.place]) expect(shown).toContain(written);
  const around = await page.evaluate(async () => {
    const element = document.querySelector("nrm-screening");
    const root = element.shadowRoot;
    return JSON.stringify([
      globalThis.noted,
      location.href,
      document.title,
      history.state,
      { ...localStorage, ...sessionStorage },
      document.cookie,
      await indexedDB.databases(),
      [...new FormData(document.querySelector("form"))],
      element.outerHTML,
      document.documentElement.outerHTML,
      [...root.querySelectorAll("[title]")].map((one) => one.title),
      [...root.querySelectorAll("[aria-live]")].map((one) => one.textContent),
      performance.getEntries().map((entry) => entry.name),
    ]);
  });
  for (const written of WRITTEN) expect(around).not.toContain(written);
  // A form around it hears whether the interview is finished, and nothing else.
  expect([...new Set(await page.evaluate(() => globalThis.noted.kept))]).toEqual(["setFormValue: null"]);
  expect(await page.evaluate(() => globalThis.noted.said.filter((line) => /^(log|info|warn|error|debug|dir|trace)/.test(line)))).toEqual([]);
});

test("every field keeps the browser's helpers away, in every state of a form of fields", async ({ page }) => {
  const screening = await openKinds(page, "fr");
  const seen = new Set();
  const audit = async () => {
    const { careless, fields } = await screening.host.evaluate((host) => {
      const controls = [...host.shadowRoot.querySelectorAll("input, textarea, select")];
      const wanted = { autocapitalize: "off", autocomplete: "off", autocorrect: "off", "data-gramm": "false", spellcheck: "false", writingsuggestions: "false" };
      const written = controls.filter((one) => !["radio", "checkbox"].includes(one.type));
      const lacking = (one, names) => names.filter((name) => one.getAttribute(name) !== wanted[name]).map((name) => `${one.id} ${name}`);
      return {
        careless: [...controls.flatMap((one) => lacking(one, ["autocomplete"])), ...written.flatMap((one) => lacking(one, Object.keys(wanted)))],
        fields: written.map(({ id }) => id),
      };
    });
    expect(careless).toEqual([]);
    fields.forEach((id) => seen.add(id.replace(/@r\d+/, "")));
  };
  const here = (id) => screening.host.locator(`[id="${id}"]`);
  await press(screening, "next..");
  await press(screening, "answer.talk.given");
  for (let pages = 0; pages < 10; pages += 1) {
    for (const more of ["tick.needs.other", "about.arrived.", "add.steps."]) if (await here(more).count()) await press(screening, more);
    await audit();
    if (await screening.title("checkTitle").count()) break;
    await press(screening, (await here("without..").count()) ? "without.." : "next..");
  }
  expect([...seen]).toEqual(expect.arrayContaining(["write.age.", "write.needs.other", "write.arrived.day", "write.arrived.inWords", "write.hour.", "write.wage.", "write.note.", "write.place."]));
});

test("the element asks translators to leave it alone, and keeps the page's own classes", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  const marked = await screening.host.evaluate((host) => {
    host.classList.add("card");
    return [host.translate, host.getAttribute("translate"), [...host.classList].sort(), document.body.translate];
  });
  expect(marked).toEqual([false, "no", ["card", "notranslate"], true]);
});

test("a page that wraps every text, as translators do, breaks nothing", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  const wrap = () =>
    screening.host.evaluate((host) => {
      const texts = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) found.push(texts.currentNode);
      for (const text of found) {
        const font = document.createElement("font");
        text.replaceWith(font);
        font.append(text);
      }
    });
  const answer = (id, code) => screening.host.locator(`[id="answer.${id}.${code}"]`).check();
  await press(screening, "next..");
  await wrap();
  await answer("danger", "yes");
  await wrap();
  await answer("danger", "no");
  await answer("care", "no");
  await press(screening, "next..");
  await wrap();
  await expect.poll(() => screening.questions()).toContain("spoken_for");
  // A trap in the middle of it, a change of language, the bar's own words.
  await trapNextAct(page);
  await press(screening, "back..");
  await wrap();
  await press(screening, "back..");
  await expect(screening.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();
  await screening.host.evaluate((host) => (host.lang = "ar"));
  screening.language = "ar";
  await expect(screening.radio("danger", choiceText("ar", "danger", "no"))).toBeChecked();
  await expect(screening.button("leave")).toBeVisible();
});
