// The result to its end by keyboard alone: the conclusion with its reason, consents, services, what leaves.
import { readFileSync } from "node:fs";

import { expectAccessible, expectFit, expectTargets } from "./support/audit.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

test.use({ viewport: { width: 320, height: 640 } });

const fixture = (name) => readFileSync(new URL(`../fixtures/kinds/${name}`, import.meta.url), "utf8");

/** Most presses of Tab between two controls of a page. */
const FAR = 80;

const SERVICES = {
  format: 1,
  id: "place",
  version: "1.0.0",
  sourceLanguage: "fr",
  kinds: [{ id: "shelter", text: "Accueil" }],
  services: [
    { id: "centre", kinds: ["shelter"], name: "Centre (exemple)", phones: ["+253 21 00 00 00"], checkedOn: "2020-10-01", source: "Example" },
    { id: "line", kinds: ["shelter"], name: "Ligne (exemple)", phones: ["77"], urgent: true, languages: ["so"], source: "Example" },
  ],
};

/** The form with every kind of question, whose results name a kind of service; the first consent is required. */
function form() {
  const made = JSON.parse(fixture("form.json"));
  made.services = SERVICES.id;
  const actions = [{ text: "Proposer un lieu sûr", urgency: "soon", services: ["shelter"] }];
  const { rows, indeterminate } = made.outcomes;
  for (const outcome of [...rows, indeterminate]) outcome.actions = actions;
  made.items.at(-1).items[0].required = true;
  return JSON.stringify(made);
}

async function open(page, language) {
  await page.goto("/pages/empty.html");
  const given = { language, definition: form(), services: { id: SERVICES.id, services: JSON.stringify(SERVICES) } };
  await page.evaluate(async (asked) => {
    const { open } = await import("/pages/open.js");
    await open(asked);
  }, given);
  const screening = new Screening(page, language);
  await screening.title("beforeTitle").waitFor();
  return screening;
}

/** The id of the control that has the focus. */
const focused = (page) => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id ?? "");

async function tabTo(page, id) {
  for (let press = 0; press < FAR; press += 1) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${id}`);
}

async function press(page, id, key = "Enter") {
  await tabTo(page, id);
  await page.keyboard.press(key);
}

/** To the result, an adult having agreed to talk. */
async function toResult(screening) {
  await screening.button("start").click();
  await screening.host.locator('[id="answer.talk.given"]').check();
  await screening.button("next").click();
  await screening.host.locator('[id="write.age."]').fill("30");
  await screening.button("stopHere").click();
  await screening.button("stopReview").click();
  await screening.button("seeResult").click();
}

for (const language of ["fr", "ar"]) {
  test(`to the end by keyboard alone in ${language}, and nothing stands out or is found by axe`, async ({ page }) => {
    test.slow();
    const screening = await open(page, language);
    const look = async (state) => {
      await expectTargets(screening, state);
      await expectFit(screening, state);
      await expectAccessible(screening, state);
    };
    await press(page, "toggle.urgent.");
    await look("urgent help");
    await expect(screening.host.locator(".service bdi")).toHaveText(["77"]);
    expect(await screening.host.locator(".service bdi").getAttribute("dir")).toBe("ltr");
    await page.keyboard.press("Escape");
    expect(await focused(page)).toBe("toggle.urgent.");

    await toResult(screening);
    expect(await focused(page)).toBe("title");
    await look("the result");
    await expect(screening.host.locator("input:checked")).toHaveCount(0);
    await expect(screening.host.getByText(screening.word("checkedLongAgo"))).toBeVisible();
    await expect(screening.host.getByText(screening.word("notChecked"))).toBeVisible();

    // A conclusion that differs and says no reason, and a required consent, hold the end once.
    await press(page, "conclude..agrees", "ArrowUp");
    expect(await focused(page)).toBe("conclude..fewerSigns");
    await expect(screening.host.getByText(screening.word("secondReview"))).toBeVisible();
    await press(page, "toggle.finish.");
    expect(await focused(page)).toBe("summary");
    await look("what holds the end");
    await press(page, "visit..");
    expect(await focused(page)).toBe("write..");
    await expect(screening.host.locator('[id="write.."]')).toHaveAccessibleDescription(new RegExp(screening.word("reasonNote").replaceAll(".", "\\.")));
    await page.keyboard.type("made up");
    await press(page, "answer.centre.given", "Space");
    await expect(screening.host.getByText(screening.word("toReview", { n: 0 }))).toBeHidden();
    await press(page, "answer.unit.given", "Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await focused(page)).toBe("answer.unit.asked");
    await look("the consents");
    const leaving = screening.host.locator(".leaving li");
    await expect(leaving).toHaveCount(6);
    await expect(leaving.nth(2)).toHaveText(screening.word("leavingConclusion"));

    await press(page, "toggle.finish.");
    await look("the question whether to finish");
    await press(page, "finish..");
    expect((await screening.focus()).name).toBe(screening.word("finishedTitle"));
    const { detail } = (await screening.events()).find(({ type }) => type === "nrm-complete");
    expect(detail).toMatchObject({ conclusion: { conclusion: "fewerSigns", reason: "made up" }, needsSecondReview: true });
    const told = new Map(detail.answers.map((answer) => [answer.item, answer]));
    expect([told.get("centre").code, told.get("unit").code, told.get("keep").missing]).toEqual(["given", "asked", "notAsked"]);
  });
}

test("a refused record leaves only the class and the consents, and the page says so", async ({ page }) => {
  const screening = await open(page, "fr");
  await toResult(screening);
  await screening.host.locator('[id="conclude..agrees"]').check();
  await screening.host.locator('[id="answer.keep.refused"]').check();
  await expect(screening.host.locator(".leaving li").first()).toHaveText(screening.word("leavingClass"));
  await screening.button("finish").click();
  await screening.button("continueWithout").click();
  await screening.button("finishYes").click();
  const { detail } = (await screening.events()).find(({ type }) => type === "nrm-complete");
  expect(Object.keys(detail).sort()).toEqual(["class", "consents", "digest", "extent", "form"]);
  expect(detail.consents.map(({ item }) => item).sort()).toEqual(["centre", "keep", "talk", "unit"]);
});

test("the parts fold out of the line above the page, and lead to what was seen", async ({ page }) => {
  const screening = await open(page, "fr");
  await screening.button("start").click();
  const line = screening.host.locator('[id="toggle.parts."]');
  await expect(line).toHaveAttribute("aria-expanded", "false");
  await expect(screening.host.getByRole("navigation")).toBeHidden();
  const before = await line.boundingBox();
  await press(page, "toggle.parts.");
  await expect(screening.host.getByRole("navigation")).toBeVisible();
  expect(await line.boundingBox(), "nothing moves under the thumb").toEqual(before);
  await expectTargets(screening, "the parts");
  await expectFit(screening, "the parts");
  await expectAccessible(screening, "the parts");
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("toggle.parts.");
  await press(page, "answer.talk.given", "Space");
  await press(page, "next..");
  await press(page, "toggle.parts.");
  await press(page, "go.start.");
  expect(await focused(page)).toBe("heading.talk.");
  await expect(screening.host.locator('[id="answer.talk.given"]')).toBeChecked();
  await expect(screening.host.getByRole("navigation")).toBeHidden();
});

test("beside the page there is room for the parts, and the line above it goes", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const screening = await open(page, "fr");
  await screening.button("start").click();
  await expect(screening.host.getByRole("navigation")).toBeVisible();
  await expect(screening.host.locator('[id="toggle.parts."]')).toBeHidden();
});
