// Holds an interview with any form, by the ids of its controls and the worked cases of the form: whatever is asked is
// answered as the case says, with the mouse.
import { readFileSync } from "node:fs";

import { Screening } from "./screening.mjs";

const schema = (path) => JSON.parse(readFileSync(new URL(`../../../schemas/${path}`, import.meta.url), "utf8"));

/** Most pages of an interview, so that a page that does not turn fails and does not hang. */
const LONGEST = 120;

/** The newest version of a form, with its cases. */
export function formOf(id, version = "0.1.0") {
  const folder = `forms/${id}/${version}`;
  return { id, definition: schema(`${folder}/form.json`), cases: schema(`${folder}/cases.json`).cases };
}

/** Opens a form of the package, beside the services of the package, and waits for its first page. */
export async function openForm(page, language, id) {
  await page.goto(`/pages/interview.html?${new URLSearchParams({ language, load: id, list: "djibouti" })}`);
  const screening = new Screening(page, language);
  await screening.title("beforeTitle").waitFor();
  return screening;
}

/** What can be answered on this page, in order: each question by its key, with the controls of its answers. */
const asked = (screening) =>
  screening.host.evaluate((host) => {
    const found = new Map();
    for (const control of host.shadowRoot.querySelectorAll(":is(input, textarea, button)[data-act][data-item]")) {
      const { act, item, value } = control.dataset;
      if (!["add", "answer", "tick", "write", "keep"].includes(act)) continue;
      if (!found.has(item)) found.set(item, []);
      found.get(item).push({ id: control.id, act, value: value ?? control.value });
    }
    return [...found];
  });

const control = (screening, id) => screening.host.locator(`[id="${id}"]`);

/** What a case answers to a question of a page; `key` is `item` or `item@row`. */
function answerOf({ answers, rest }, key, controls) {
  const [item, row] = key.split("@");
  const own = row ? Object.values(answers).find((one) => one?.rows?.some(({ answers: inner }) => item in inner)) : answers;
  const at = row && Number(row.slice(1)) - 1;
  const given = row ? own?.rows[at]?.answers[item] : answers[item];
  if (given !== undefined) return given;
  const codes = controls.filter(({ act }) => act === "answer" || act === "tick").map(({ value }) => value);
  if (typeof rest === "string") return { missing: rest };
  return rest?.find((code) => codes.includes(code));
}

/** Gives one answer. */
async function give(screening, key, controls, answer) {
  if (answer.missing) {
    const open = control(screening, `toggle.silence.${key}`);
    if ((await open.getAttribute("aria-expanded")) !== "true") await open.click();
    return control(screening, `silence.${key}.${answer.missing}`).check();
  }
  if (answer.rows) {
    for (const [at] of answer.rows.entries()) {
      await control(screening, `add.${key}.`).click();
      // The rows' own questions are answered where they stand.
      await answerPage(screening, { answers: { [key]: answer } }, new Set([key]), `@r${at + 1}`);
    }
    return control(screening, `answer.${key}.${answer.more}`).check();
  }
  const fields = controls.filter(({ act }) => act === "write");
  const codes = [answer.code ?? answer].flat();
  const coded = controls.filter(({ act, value }) => (act === "answer" || act === "tick") && codes.includes(value));
  if (coded.length > 0) {
    for (const { id } of coded) await control(screening, id).check();
    return undefined;
  }
  if (fields.some(({ value }) => value === "day")) {
    const [year, month, day] = `${answer}`.split("-");
    for (const [field, text] of Object.entries({ day, month, year })) {
      if (text) await screening.host.locator(`[id="write.${key}.${field}"]`).fill(String(Number(text)));
    }
    return undefined;
  }
  return fields.length > 0 && control(screening, fields[0].id).fill(`${answer}`);
}

/** Answers everything on this page that the case answers, what appears meanwhile included. */
export async function answerPage(screening, played, done = new Set(), only = "") {
  for (;;) {
    const next = (await asked(screening)).find(
      ([key, controls]) => !done.has(key) && key.endsWith(only) && answerOf(played, key, controls) !== undefined,
    );
    if (!next) return;
    const [key, controls] = next;
    done.add(key);
    await give(screening, key, controls, answerOf(played, key, controls));
  }
}

/** From the first page to the result; `seen` is called on every page once it is answered. */
export async function toResult(screening, played, seen = async () => {}) {
  const done = new Set();
  await screening.button("start").click();
  for (let pages = 0; pages < LONGEST; pages += 1) {
    if (await screening.title("checkTitle").count()) await screening.button("seeResult").click();
    if (await screening.button("finish").count()) return answerPage(screening, played, done);
    await answerPage(screening, played, done);
    await seen();
    const without = screening.button("continueWithout");
    await ((await without.count()) ? without : screening.button("next")).click();
  }
  throw new Error("the interview has no end");
}

/** Finishes, and gives what the host was handed. */
export async function toEnd(screening) {
  await screening.finish();
  const ends = (await screening.events()).filter(({ type }) => type === "nrm-complete");
  return ends.map(({ detail }) => detail);
}
