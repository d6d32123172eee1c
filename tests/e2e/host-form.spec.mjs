// The element in a form of the portal (E6), with words of the portal's own (E13), and with what a former interview hands over.
import { caseOf } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { trapNextAct } from "./support/trap.mjs";

const PLAYED = caseOf("deceived_and_exploited");

/** An interview inside a form that has a field of its own; what the form would send is its answer. */
async function inForm(page, language = "fr") {
  const screening = await Screening.open(page, language);
  await screening.host.evaluate((host) => {
    const form = document.createElement("form");
    // The browser reads the attribute too, as the id of the form that the element belongs to.
    form.id = host.form;
    const fieldset = document.createElement("fieldset");
    host.replaceWith(form);
    host.setAttribute("name", "screening");
    fieldset.append(host);
    form.append(fieldset, document.createElement("button"));
    form.addEventListener("submit", (event) => event.preventDefault());
  });
  await screening.title("beforeTitle").waitFor();
  const form = () =>
    page.locator("form").evaluate((one) => ({
      valid: one.checkValidity(),
      matches: one.elements.screening.matches(":invalid"),
      sent: [...new FormData(one)],
    }));
  return { screening, form };
}

const UNFINISHED = { valid: false, matches: true, sent: [] };

test("a form knows whether the interview is finished, and no answer", async ({ page }) => {
  const { screening, form } = await inForm(page);
  expect(await form()).toEqual(UNFINISHED);
  await screening.play(PLAYED);
  expect(await form()).toEqual(UNFINISHED);
  await screening.finish();
  expect(await form()).toEqual({ valid: true, matches: false, sent: [["screening", "finished"]] });
  await page.locator("form").evaluate((one) => one.reset());
  await screening.title("beforeTitle").waitFor();
  expect(await form(), "a new interview").toEqual(UNFINISHED);
});

test("resetting the form in the middle forgets the interview", async ({ page }) => {
  const { screening, form } = await inForm(page);
  await screening.button("start").click();
  await screening.pick("danger", "yes");
  await page.locator("form").evaluate((one) => one.reset());
  await screening.title("beforeTitle").waitFor();
  await screening.button("start").click();
  await expect(screening.choice("danger", "yes")).not.toBeChecked();
  expect(await form()).toEqual(UNFINISHED);
});

for (const language of ["fr", "ar"]) {
  test(`a form that waits for the interview sends the focus into it and says why, in ${language}`, async ({ page }) => {
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    const { screening } = await inForm(page, language);
    await page.locator("form > button").click();
    expect(await screening.host.evaluate((host) => [document.activeElement === host, host.shadowRoot.activeElement?.className])).toEqual([true, "area"]);
    // The browser shows what the element says is missing; a form that cannot say so complains in the console.
    expect(said).toEqual([]);
  });
}

test("in a disabled fieldset the questions are still, and leaving is not", async ({ page }) => {
  const { screening } = await inForm(page);
  await screening.button("start").click();
  const still = (on) => page.locator("fieldset").first().evaluate((one, disabled) => (one.disabled = disabled), on);
  const danger = screening.choice("danger", "yes");
  await still(true);
  await danger.click({ force: true, timeout: 2000 }).catch(() => {});
  await expect(danger).not.toBeChecked();
  await still(false);
  await danger.check();
  await still(true);
  await screening.button("leave").click();
  await page.waitForURL("**/neutral.html");
});

test("words of the portal stand before the start and after the result, and nowhere else", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.host.evaluate((host) => {
    for (const name of ["before-start", "after-result", "elsewhere", ""]) {
      const own = document.createElement("p");
      own.slot = name;
      own.textContent = `Maison inventée ${name}`;
      host.append(own);
    }
  });
  const shown = () => screening.host.evaluate((host) => [...host.children].filter((one) => one.checkVisibility()).map(({ slot }) => slot));
  await expect.poll(shown).toEqual(["before-start"]);
  await screening.play(PLAYED, async () => expect(await shown()).toEqual([]));
  await expect.poll(shown).toEqual(["after-result"]);
  await screening.finish();
  expect(await shown()).toEqual([]);
});

test("walking the tree from a slot leads to no answer", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  const found = await screening.host.evaluate((host) => {
    const own = document.createElement("p");
    own.slot = "before-start";
    host.append(own);
    const seen = new Set();
    const look = (one) => {
      if (!one || seen.has(one)) return;
      seen.add(one);
      // Every way of the tree from one node to another; `shadowRoot` and `assignedSlot` are ways into every open root.
      for (const way of ["parentNode", "parentElement", "firstChild", "nextSibling", "previousSibling", "offsetParent", "nextElementSibling"]) look(one[way]);
    };
    look(own);
    look(own.getRootNode());
    return { looked: seen.size, inside: [...seen].filter((one) => host.shadowRoot.contains(one)).length };
  });
  expect(found.inside).toBe(0);
  expect(found.looked).toBeGreaterThan(10);
});

/** What a former interview hands over, as the engine makes it of the record of the element. */
const proposed = (screening, response) =>
  screening.host.evaluate(async (host, given) => {
    const { resume } = await import("/nrm-screening/engine.js");
    const { carry } = await import("/nrm-screening/carry/nrm-detection.nrm-identification.js");
    const first = await resume(given);
    first.finish();
    return first.carry(carry);
  }, response);

test("the record of one interview makes the proposals of the next", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.play(PLAYED);
  await screening.finish();
  const { detail } = (await screening.events()).find(({ type }) => type === "nrm-complete");
  const proposals = await proposed(screening, detail);
  expect(proposals).toContainEqual({ item: "age_group", codes: [PLAYED.answers.age_group] });
  await page.evaluate(async (given) => {
    await import("/nrm-screening/forms/nrm-identification.js");
    const next = document.querySelector("nrm-screening");
    Object.assign(next, { form: "nrm-identification", proposals: given });
  }, proposals);
  await screening.title("beforeTitle").waitFor();
  expect((await screening.events()).filter(({ type }) => type === "nrm-error")).toEqual([]);
  const draft = await screening.host.evaluate((host) => host.draft());
  expect(draft.form.id).toBe("nrm-identification");
  const unconfirmed = draft.answers.filter(({ mark }) => mark === "unconfirmed").map(({ item }) => item);
  expect(unconfirmed.sort()).toEqual(proposals.map(({ item }) => item).sort());
});

test("a proposal is open until the worker confirms it, and is there again after a trap", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.host.evaluate((host) => {
    host.proposals = [{ item: "danger", codes: ["yes"] }, { item: "care", codes: ["no"] }, { item: "nothing", codes: ["x"] }, null];
  });
  await screening.button("start").click();
  const errors = async () => (await screening.events()).filter(({ type }) => type === "nrm-error").map(({ detail }) => detail.code);
  expect(await errors()).toEqual(["proposal-refused"]);
  const open = screening.host.locator(".again");
  await expect(open).toHaveCount(2);
  expect((await screening.events()).filter(({ type }) => type === "nrm-alert"), "nothing counts yet").toEqual([]);
  await trapNextAct(page);
  await screening.button("urgentHelp").click();
  await expect(open).toHaveCount(2);
  await open.first().getByRole("button").first().click();
  await expect(open).toHaveCount(1);
  await expect.poll(async () => (await screening.events()).filter(({ type }) => type === "nrm-alert").length).toBe(1);
  // Taken out, it forgets them; put back, it is a new interview.
  await screening.host.evaluate((host) => {
    globalThis.kept = host;
    host.remove();
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await page.evaluate(() => document.querySelector("main").append(globalThis.kept));
  await screening.button("start").click();
  await expect(open).toHaveCount(0);
  expect(await screening.host.evaluate((host) => host.proposals)).toBe(null);
});
