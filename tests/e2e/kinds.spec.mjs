// Every kind of question, filled by keyboard alone: ticks, numbers, dates, times, texts, a matrix, rows.
import { expectAccessible, expectFit, expectTargets } from "./support/audit.mjs";
import { openKinds as open } from "./support/kinds.mjs";
import { expect, test } from "./support/test.mjs";

test.use({ viewport: { width: 320, height: 640 } });

/** Most presses of Tab between two controls of a page. */
const FAR = 80;

/** The id of the control that has the focus. */
const focused = (page) => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id ?? "");

async function tabTo(page, id) {
  for (let press = 0; press < FAR; press += 1) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${id}`);
}

async function press(page, id, key = "Space") {
  await tabTo(page, id);
  await page.keyboard.press(key);
}

async function type(page, id, text) {
  await tabTo(page, id);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

for (const language of ["fr", "ar"]) {
  test(`by keyboard alone in ${language}, and nothing stands out or is found by axe`, async ({ page }) => {
    test.slow();
    const screening = await open(page, language);
    const look = async (state) => {
      await expectTargets(screening, state);
      await expectFit(screening, state);
      await expectAccessible(screening, state);
    };
    const next = () => press(page, "next..", "Enter");

    await next();
    await press(page, "answer.talk.given");
    await next();

    await type(page, "write.age.", "172");
    await press(page, "tick.needs.home");
    await press(page, "tick.needs.none");
    await press(page, "tick.needs.other");
    await type(page, "write.needs.other", "made up");
    await look("a page of fields");
    await next();
    expect(await focused(page)).toBe("summary");
    await look("what does not hold");
    await press(page, "visit.age.", "Enter");
    expect(await focused(page)).toBe("write.age.");
    await type(page, "write.age.", "١٧");
    await press(page, "answer.since.month");
    await next();

    await type(page, "write.arrived.day", "3");
    await type(page, "write.arrived.month", "9");
    await type(page, "write.arrived.year", "2014");
    await press(page, "about.arrived.");
    await type(page, "write.arrived.lastYear", "2015");
    await press(page, "write.arrived.calendar=gregorian", "ArrowDown");
    await type(page, "write.arrived.inWords", "made up");
    await look("a date");
    await next();

    await type(page, "write.wage.", "1,5");
    await type(page, "write.note.", "made up");
    await page.keyboard.press("Enter");
    await page.keyboard.type("in two lines");
    await next();

    await press(page, "answer.often_tired.never");
    await press(page, "answer.often_hungry.never", "ArrowRight");
    await press(page, "toggle.silence.often_alone", "Enter");
    await press(page, "silence.often_alone.declined");
    await look("a matrix");
    await next();

    await press(page, "add.steps.", "Enter");
    expect(await focused(page)).toBe("heading.place@r1.");
    await type(page, "write.place@r1.", "made up");
    await type(page, "write.year@r1.year", "2023");
    await press(page, "answer.by@r1.truck");
    await look("an open row");
    await press(page, "toggle.row.steps@r1", "Enter");
    await press(page, "add.steps.", "Enter");
    await press(page, "toggle.remove.steps@r2", "Enter");
    await look("a row to be taken away");
    await press(page, "remove.steps.r2", "Enter");
    expect(await focused(page)).toBe("add.steps.");
    await press(page, "answer.steps.yes", "ArrowDown");
    await look("a list");
    await next();

    await look("the answers");
    await press(page, "edit.steps.", "Enter");
    expect(await focused(page)).toBe("heading.steps.");
    await next();
    expect(await focused(page)).toBe("edit.steps.");
    await next();
    await press(page, "toggle.finish.", "Enter");
    await press(page, "finish..", "Enter");

    const complete = (await screening.events()).find(({ type: name }) => name === "nrm-complete");
    const told = new Map(complete.detail.answers.map((answer) => [answer.item, answer]));
    expect(Object.fromEntries(told)).toMatchObject({
      age: { value: "17" },
      since: { code: "month" },
      needs: { codes: ["other"], other: "made up" },
      arrived: { from: "2014-09-03", to: "2015", calendar: "ethiopic", words: "made up" },
      wage: { value: "1.5" },
      note: { value: "made up\nin two lines" },
      often_tired: { code: "never" },
      often_alone: { missing: "declined" },
      steps: {
        code: "no",
        rows: [
          {
            id: "r1",
            answers: [
              { item: "place", value: "made up" },
              { item: "year", from: "2023" },
              { item: "by", code: "truck" },
            ],
          },
        ],
      },
    });
  });
}

test("what is being written is neither lost nor disturbed by what happens elsewhere", async ({ page }) => {
  const screening = await open(page, "fr");
  await screening.button("start").click();
  await press(page, "answer.talk.given");
  await screening.button("next").click();
  await tabTo(page, "write.age.");
  await page.keyboard.type("1");
  await page.keyboard.press("Escape");
  await page.keyboard.type("7");
  await screening.host.evaluate((host) => (host.lang = "ar"));
  await page.keyboard.type("2");
  expect(await screening.host.locator('[id="write.age."]').inputValue()).toBe("172");
  expect(await focused(page)).toBe("write.age.");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  await screening.host.evaluate((host) => (host.lang = "fr"));
  expect(await screening.host.locator('[id="write.age."]').inputValue()).toBe("17");
});

test("an answer that is silent empties its field, and writing takes the silence away", async ({ page }) => {
  const screening = await open(page, "fr");
  await screening.button("start").click();
  await press(page, "answer.talk.given");
  await screening.button("next").click();
  await type(page, "write.age.", "17");
  await press(page, "toggle.silence.age", "Enter");
  await press(page, "silence.age.declined");
  const field = screening.host.locator('[id="write.age."]');
  expect(await field.inputValue()).toBe("");
  await field.fill("18");
  await field.blur();
  expect(await screening.host.locator('[id="silence.age.declined"]').isChecked()).toBe(false);
});
