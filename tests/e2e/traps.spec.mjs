// A dead instance of the wasm: the interview goes on by itself, in a fresh one, with everything that was said.
import { choiceText, plain, word } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { failNextAct, trapNextAct, watchWasm } from "./support/trap.mjs";

const RENEWED = { type: "nrm-error", detail: { code: "engine-renewed" } };
const FAILED = { type: "nrm-error", detail: { code: "engine-failed" } };

/** How many traps an interview has to bear. */
const TRAPS = 100;
/** Longest time until the page stands again, in milliseconds. */
const SOON = 200;

/** To the second page of questions, with answers, an open panel and the focus on a button. */
async function begun(page, language) {
  const screening = await Screening.open(page, language);
  await screening.button("start").click();
  await screening.pick("danger", "no");
  await screening.pick("care", "no");
  await screening.button("next").click();
  await screening.button("stopHere").click();
  await screening.button("next").focus();
  return screening;
}

/** All that can be seen of the page, and what is ticked on it. */
const seen = (screening) =>
  screening.host.evaluate((host) => {
    const { shadowRoot: root } = host;
    const inputs = [...root.querySelectorAll("input, textarea")].map(({ id, checked, value }) => [id, checked, value]);
    return [root.querySelector(".marks").innerHTML, root.querySelector(".area").innerHTML, inputs, root.activeElement?.id ?? ""];
  });

for (const language of ["fr", "en", "ar"]) {
  test(`a trap changes nothing but a calm word, in ${language}`, async ({ page }) => {
    const screening = await begun(page, language);
    const before = await seen(screening);
    await trapNextAct(page);
    await screening.button("next").click();
    expect(await seen(screening)).toEqual(before);
    await expect(screening.live("polite").first()).toHaveText(screening.word("recovered"));
    await expect(screening.host.locator(".notice")).toHaveText(screening.word("recovered"));
    expect((await screening.events()).at(-1)).toEqual(RENEWED);
    // The act that trapped was not repeated; done again, it goes on, and the word is gone.
    const asked = await screening.questions();
    await screening.button("next").click();
    expect(await screening.questions()).not.toEqual(asked);
    await expect(screening.host.locator(".notice")).toBeHidden();
  });
}

for (const way of ["memory", "stack", "panic"]) {
  test(`the wasm fails (${way}) and the interview goes on`, async ({ page }) => {
    await watchWasm(page);
    const screening = await begun(page, "fr");
    const before = await seen(screening);
    await failNextAct(page, way);
    await screening.button("next").click();
    expect(await seen(screening)).toEqual(before);
    expect((await screening.events()).at(-1)).toEqual(RENEWED);
    await screening.button("back").click();
    await expect(screening.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();
    expect(await page.evaluate(() => [watched.afterDeath, watched.instances])).toEqual([0, 2]);
  });
}

test("traps with something done in between are never too many", async ({ page }) => {
  const screening = await begun(page, "fr");
  for (let times = 0; times < 6; times += 1) {
    await trapNextAct(page);
    await screening.button("stopHere").click();
    await screening.button("stopHere").click();
  }
  expect(await screening.events()).not.toContainEqual(FAILED);
});

for (const language of ["fr", "ar"]) {
  test(`the third trap in a row gives the failure page, from which the interview goes on, in ${language}`, async ({ page }) => {
    const screening = await begun(page, language);
    const before = await seen(screening);
    for (const traps of [1, 1, 1]) {
      await trapNextAct(page, traps);
      await screening.button("next").click();
    }
    await expect(screening.title("failureTitle")).toBeFocused();
    expect((await screening.events()).at(-1)).toEqual(FAILED);
    const said = await screening.host.evaluate((host) => host.shadowRoot.querySelector(".area").textContent);
    // Every word of it is the shell's own: no answer is among them.
    const own = ["failureTitle", "failureText", "failureResume", "printBlank", "failureNote"].map((key) => word(language, key));
    expect(plain(said)).toBe([...own, word(language, "failureReference", { code: "engine-failed" })].join(""));
    await expect(screening.button("hide")).toBeVisible();
    await expect(screening.button("leave")).toBeVisible();
    await screening.button("failureResume").click();
    const [marks, area, inputs] = await seen(screening);
    expect([marks, area, inputs]).toEqual(before.slice(0, 3));
    expect(await screening.focus()).not.toBeNull();
  });
}

test("a log that traps whenever it is repeated ends in the failure page, not in a loop", async ({ page }) => {
  const screening = await begun(page, "fr");
  await trapNextAct(page, 1000);
  await screening.button("next").click();
  await expect(screening.title("failureTitle")).toBeFocused();
  await screening.button("failureResume").click();
  await expect(screening.title("failureTitle")).toBeFocused();
  await screening.button("leave").click();
  await page.waitForURL("**/neutral.html");
});

test("a wasm that traps before the first page says so, and opens once it does not", async ({ page }) => {
  await watchWasm(page);
  await page.goto("/pages/empty.html");
  await page.waitForFunction(() => globalThis.openScreening);
  // The third call into an instance is that which opens the form.
  await page.evaluate(() => {
    const { trapAt } = watched;
    const timer = setInterval(() => watched.left || trapAt(2), 0);
    globalThis.stopTraps = () => {
      clearInterval(timer);
      trapAt(0);
    };
    trapAt(2);
    return globalThis.openScreening({ language: "fr" });
  });
  const screening = new Screening(page, "fr");
  await expect.poll(() => page.evaluate(() => watched.instances)).toBeGreaterThan(1);
  await page.evaluate(() => globalThis.stopTraps());
  if (await screening.title("formError").count()) await screening.button("retry").click();
  await screening.title("beforeTitle").waitFor();
  expect(await page.evaluate(() => watched.afterDeath)).toBe(0);
});

test("a trap of one interview restores the others of the page", async ({ page }) => {
  await page.goto("/pages/empty.html");
  await page.waitForFunction(() => globalThis.openScreening);
  await page.evaluate(async () => {
    await openScreening({ language: "fr" });
    await openScreening({ language: "ar" });
  });
  const french = new Screening(page, "fr", page.locator("nrm-screening").first());
  const arabic = new Screening(page, "ar", page.locator("nrm-screening").last());
  for (const [screening, code] of [[french, "no"], [arabic, "yes"]]) {
    await screening.button("start").click();
    await screening.pick("danger", code);
  }
  const before = [await seen(french), await seen(arabic)];
  await trapNextAct(page);
  await french.button("stopHere").click();
  for (const [screening, stood] of [[french, before[0]], [arabic, before[1]]]) {
    expect((await seen(screening)).slice(0, 3)).toEqual(stood.slice(0, 3));
    expect((await screening.events()).filter(({ type }) => type === "nrm-error")).toEqual([RENEWED, RENEWED]);
  }
  await arabic.pick("care", "no");
  await french.pick("care", "no");
  await expect(arabic.radio("danger", choiceText("ar", "danger", "yes"))).toBeChecked();
  await expect(french.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();
});

test("an interview that goes past midnight keeps its day", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-11-25T23:59:00") });
  const screening = await begun(page, "fr");
  await page.evaluate(async () => {
    const { Screening } = await import("/nrm-screening/wasm/nrm_element.js");
    const { act } = Screening.prototype;
    globalThis.days = [];
    const drawn = Screening.prototype.draw;
    Screening.prototype.draw = function () {
      globalThis.days.push(new Date().getDate());
      return drawn.call(this);
    };
    Screening.prototype.act = act;
  });
  await page.clock.setSystemTime(new Date("2026-11-26T00:01:00"));
  await trapNextAct(page);
  await screening.button("next").click();
  await screening.button("stopHere").click();
  await screening.host.evaluate((host) => host.addEventListener("nrm-complete", ({ detail }) => (globalThis.completed = detail)));
  await finishEarly(screening);
  const said = await page.evaluate(() => JSON.stringify(globalThis.completed));
  expect(said).toContain("2026-11-25");
  expect(said).not.toContain("2026-11-26");
});

/** Ends an interview from wherever it is. */
async function finishEarly(screening) {
  while ((await screening.questions()).length > 0) {
    const without = screening.button("continueWithout");
    await ((await without.count()) ? without : screening.button("next")).click();
  }
  if (await screening.title("checkTitle").count()) await screening.button("seeResult").click();
  await screening.finish();
}

/** In the page: a whole interview by presses on ids, chosen by a seed; with `traps`, each of them traps at some call into the wasm. */
async function interviewIn({ seed, traps }) {
  const host = document.querySelector("nrm-screening");
  const { shadowRoot: root } = host;
  let state = seed;
  const random = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const shown = () =>
    JSON.stringify([
      root.querySelector(".marks").innerHTML,
      root.querySelector(".area").innerHTML,
      [...root.querySelectorAll(".area input")].map(({ id, checked }) => [id, checked]),
    ]);
  const result = { trapped: 0, lost: [], times: [], completion: null };
  // How many calls the last act took, and where the next trap comes, drawn apart from what is answered.
  let calls = 6;
  let tries = seed;
  let renewed = 0;
  host.addEventListener("nrm-error", ({ detail }) => (renewed += detail.code === "engine-renewed"));
  const completed = new Promise((resolve) => host.addEventListener("nrm-complete", resolve, { once: true }));
  // Twice it traps at one of its calls, and the third time it is done.
  const press = (id) => {
    for (let times = 0; times < 2 && result.trapped < traps; times += 1) {
      const before = shown();
      const heard = renewed;
      tries += 1;
      watched.trapAt(1 + ((tries * 31) % calls));
      const start = performance.now();
      root.getElementById(id).click();
      const took = performance.now() - start;
      if (watched.left) {
        // The act took fewer calls than that: it is done.
        watched.trapAt(0);
        return;
      }
      result.times.push(took);
      result.trapped += 1;
      if (renewed !== heard + 1 || shown() !== before) result.lost.push(id);
    }
    calls = watched.calls;
    root.getElementById(id).click();
    calls = watched.calls - calls;
  };
  press("next..");
  for (let presses = 0; presses < 600 && !result.completion; presses += 1) {
    const open = [...root.querySelectorAll("fieldset.question")].filter((one) => !one.querySelector(":checked, .folded"));
    const asked = open[0];
    if (asked) {
      const rows = [...asked.querySelectorAll(".ledger input, .segments input, .again button")];
      if (random(5) > 0 || !asked.querySelector(".silence")) {
        press(rows[random(rows.length)].id);
      } else {
        press(asked.querySelector(".silence").id);
        const reasons = [...root.querySelectorAll(".reasons input")];
        press(reasons[random(reasons.length)].id);
      }
      continue;
    }
    const ways = ["finish..", "next..", "toggle.finish."].map((id) => root.getElementById(id));
    const way = ways.find(Boolean);
    if (!way) break;
    if (random(2) === 0 && root.getElementById("toggle.stop.")) press("toggle.stop.");
    // To and fro at first, until there were presses enough; then on to the end.
    press(presses < 120 && random(2) === 0 && root.getElementById("back..") ? "back.." : way.id);
    // Confirmed: what is handed over is on its way.
    if (root.querySelector(".area").ariaBusy === "true") result.completion = (await completed).detail;
  }
  return { ...result, completion: JSON.stringify(result.completion), afterDeath: watched.afterDeath };
}

for (const seed of [1, 3]) {
  test(`${TRAPS} traps at random points lose nothing, and the result is the same (seed ${seed})`, async ({ page }) => {
    test.slow();
    await watchWasm(page);
    await Screening.open(page, "fr");
    const plain = await page.evaluate(interviewIn, { seed, traps: 0 });
    expect(plain.completion).toContain("trace");
    await Screening.open(page, "fr");
    const trapped = await page.evaluate(interviewIn, { seed, traps: TRAPS });
    const sorted = trapped.times.toSorted((one, other) => one - other);
    const [median, longest] = [sorted[sorted.length >> 1], sorted.at(-1)];
    console.log(`${trapped.trapped} traps: the page stands again after ${median.toFixed(1)} ms (median), ${longest.toFixed(1)} ms (longest)`);
    expect(trapped).toMatchObject({ lost: [], afterDeath: 0 });
    expect(trapped.trapped).toBe(TRAPS);
    expect(trapped.completion).toBe(plain.completion);
    expect(median).toBeLessThan(SOON);
  });
}
