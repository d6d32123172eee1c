// Nobody at the screen: hidden by hand, out of sight, left alone (D4). Nothing shows again without an act, whatever the clock says.
import { choiceText, word } from "./support/form.mjs";
import { openKinds } from "./support/kinds.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const MINUTE = 60_000;
const NOON = new Date("2026-11-25T12:00:00");

async function begun(page, language = "fr") {
  const screening = await Screening.open(page, language);
  await screening.button("start").click();
  await screening.pick("danger", "no");
  return screening;
}

/** With a clock that only moves when it is told to. */
async function stopped(page, minutes) {
  await page.clock.install({ time: NOON });
  const screening = await begun(page);
  if (minutes !== undefined) await screening.host.evaluate((host, value) => (host.idleMinutes = value), minutes);
  await page.mouse.move(10, 10);
  return screening;
}

const isCovered = (screening) =>
  screening.host.evaluate((host) => {
    const at = (x, y) => host.shadowRoot.elementFromPoint(x, y)?.closest("dialog") !== null;
    return [at(20, 20), at(innerWidth / 2, innerHeight / 2), at(innerWidth - 20, innerHeight - 20)].every(Boolean);
  });

const expectCovered = async (screening, covered) => expect(await isCovered(screening)).toBe(covered);

/** The page goes out of sight, or comes back, as in a switch of apps. */
const turn = (page, hidden) =>
  page.evaluate((away) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => away });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (away ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);

const expectAnswered = (screening) => expect(screening.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();

test.describe("hidden by hand", () => {
  test("everything is covered, the answers are kept, and no key brings them back", async ({ page }) => {
    const screening = await begun(page);
    await screening.button("hide").click();
    await expect(screening.button("resume")).toBeFocused();
    for (const key of ["Escape", "Escape", "Escape", "Tab", "Tab", "Shift+Tab"]) await page.keyboard.press(key);
    await expectCovered(screening, true);
    await screening.button("resume").click();
    await expectCovered(screening, false);
    await expectAnswered(screening);
  });

  test("text that is being written is kept", async ({ page }) => {
    const screening = await openKinds(page, "fr", "write.note.");
    const field = screening.host.locator('[id="write.note."]');
    await field.pressSequentially("made up");
    await screening.host.evaluate((host) => host.hide());
    await screening.button("resume").click();
    await expect(field).toHaveValue("made up");
    await screening.host.locator('[id="next.."]').click();
    await screening.host.locator('[id="back.."]').click();
    await expect(field).toHaveValue("made up");
  });

  test("moving the element leaves the cover above everything", async ({ page }) => {
    const screening = await begun(page);
    await screening.button("hide").click();
    await screening.host.evaluate((host) => {
      const above = document.createElement("div");
      Object.assign(above.style, { position: "fixed", inset: "0", zIndex: "1000" });
      document.body.append(above);
      document.querySelector("main").append(host);
    });
    await expect(screening.button("resume")).toBeFocused();
    await screening.button("resume").click();
    await expectAnswered(screening);
  });

  test("removing the element takes the cover along", async ({ page }) => {
    const screening = await begun(page);
    await screening.button("hide").click();
    await screening.host.evaluate(async (host) => {
      host.remove();
      await new Promise((resolve) => setTimeout(resolve));
      document.querySelector("main").append(host);
    });
    await screening.button("start").click();
    await expectCovered(screening, false);
  });
});

test.describe("the portal asks who is there", () => {
  const asking = async (page, answer) => {
    const screening = await begun(page);
    await screening.host.evaluate((host, source) => {
      globalThis.asked = [];
      const answers = { true: () => true, truthy: () => 1, text: () => "true", refused: () => false, nothing: () => undefined };
      host.reauthenticate = async function (...given) {
        globalThis.asked.push([given.length, this === host]);
        if (source === "rejects") throw new Error("no");
        return answers[source]();
      };
      if (source === "throws") host.reauthenticate = () => { throw new Error("no"); };
      if (source === "no function") host.reauthenticate = "yes";
    }, answer);
    await screening.button("hide").click();
    await screening.button("resume").click();
    return screening;
  };

  test("true, and only true, brings the answers back; nothing is handed over", async ({ page }) => {
    const screening = await asking(page, "true");
    await expectAnswered(screening);
    await expectCovered(screening, false);
    expect(await page.evaluate(() => globalThis.asked)).toEqual([[0, false]]);
  });

  for (const answer of ["refused", "truthy", "text", "nothing", "rejects", "throws", "no function"]) {
    test(`${answer}: the screen stays covered and says so`, async ({ page }) => {
      const screening = await asking(page, answer);
      await expect(screening.host.locator("dialog")).toContainText(word("fr", "resumeRefused"));
      await expectCovered(screening, true);
      // And once it is true, it opens.
      await screening.host.evaluate((host) => (host.reauthenticate = () => true));
      await screening.button("resume").click();
      await expectCovered(screening, false);
      await screening.button("hide").click();
      await expect(screening.host.locator("dialog")).not.toContainText(word("fr", "resumeRefused"));
    });
  }

  test("while it asks, nothing shows, it asks once, and leaving is possible", async ({ page }) => {
    const screening = await begun(page);
    await screening.host.evaluate((host) => {
      globalThis.asked = 0;
      host.reauthenticate = () => new Promise((resolve) => ((globalThis.asked += 1), (globalThis.agree = resolve)));
    });
    await screening.button("hide").click();
    for (let times = 0; times < 3; times += 1) await screening.button("resume").click();
    await expectCovered(screening, true);
    expect(await page.evaluate(() => globalThis.asked)).toBe(1);
    await page.route("**/neutral.html", () => {});
    const covered = await screening.host.evaluate(async (host) => {
      host.leave();
      globalThis.agree(true);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return host.shadowRoot.querySelector("dialog").open;
    });
    expect(covered).toBe(true);
  });
});

test.describe("out of sight", () => {
  test("the screen is covered at once, and shows by itself within a minute", async ({ page }) => {
    const screening = await stopped(page);
    await turn(page, true);
    await expectCovered(screening, true);
    await page.clock.runFor(59_000);
    await turn(page, false);
    await expectCovered(screening, false);
    await expectAnswered(screening);
  });

  test("after a minute it needs an act", async ({ page }) => {
    const screening = await stopped(page);
    await turn(page, true);
    await page.clock.runFor(61_000);
    await turn(page, false);
    await expectCovered(screening, true);
    await page.clock.runFor(10 * MINUTE);
    await expectCovered(screening, true);
    await screening.button("resume").click();
    await expectAnswered(screening);
  });

  test("a clock that was set opens nothing: a year on, a year back", async ({ page }) => {
    const screening = await stopped(page);
    for (const year of [2027, 2025]) {
      await turn(page, true);
      await page.clock.setSystemTime(new Date(`${year}-11-25T12:00:00`));
      await turn(page, false);
      await expectCovered(screening, true);
      await screening.button("resume").click();
      await expectCovered(screening, false);
    }
  });

  test("a device that slept, its steady clock with it, is asked for an act", async ({ page }) => {
    const screening = await begun(page);
    await turn(page, true);
    await page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 3_600_000;
    });
    await turn(page, false);
    await expectCovered(screening, true);
  });

  test("what was hidden by hand stays hidden, and before the first page nothing is", async ({ page }) => {
    const screening = await stopped(page);
    await screening.button("hide").click();
    await turn(page, true);
    await turn(page, false);
    await expectCovered(screening, true);
    const fresh = await Screening.open(page, "fr");
    await turn(page, true);
    await expectCovered(fresh, false);
  });

  test("the cover after a minute asks the portal too", async ({ page }) => {
    const screening = await stopped(page);
    await screening.host.evaluate((host) => (host.reauthenticate = async () => false));
    await turn(page, true);
    await page.clock.runFor(61_000);
    await turn(page, false);
    await screening.button("resume").click();
    await expectCovered(screening, true);
  });

  test("a page that is left and restored from the browser's memory shows nothing without an act", async ({ page }) => {
    const screening = await begun(page);
    await page.evaluate(() => {
      globalThis.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
      globalThis.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await expectCovered(screening, true);
    await screening.button("resume").click();
    await expectAnswered(screening);
  });
});

test.describe("left alone", () => {
  const notice = (screening) => screening.host.locator(".notice");

  test("after five minutes the screen is covered, and a minute ahead it is said", async ({ page }) => {
    const screening = await stopped(page);
    // Half a minute to either side: a busy machine lets some seconds pass before the clock is stopped.
    await page.clock.runFor(3.5 * MINUTE);
    await expect(notice(screening)).toBeHidden();
    await page.clock.runFor(MINUTE);
    await expect(notice(screening)).toHaveText(word("fr", "idleSoon"));
    await expect(screening.live("polite").first()).toHaveText(word("fr", "idleSoon"));
    await expectCovered(screening, false);
    await page.clock.runFor(MINUTE);
    await expectCovered(screening, true);
    await screening.button("resume").click();
    await expectAnswered(screening);
    // And the time begins anew.
    await page.clock.runFor(4.5 * MINUTE);
    await expect(notice(screening)).toHaveText(word("fr", "idleSoon"));
    await page.clock.runFor(MINUTE);
    await expectCovered(screening, true);
  });

  const INPUTS = {
    "a key": (page) => page.keyboard.press("ArrowDown"),
    "the mouse": (page) => page.mouse.move(50, 60),
    "the wheel": (page) => page.mouse.wheel(0, 10),
    "a press": (page) => page.mouse.down(),
  };
  for (const [what, input] of Object.entries(INPUTS)) {
    test(`${what} puts it off, warned or not`, async ({ page }) => {
      const screening = await stopped(page);
      for (let times = 0; times < 3; times += 1) {
        await page.clock.runFor(4.5 * MINUTE);
        await expect(notice(screening)).toBeVisible();
        await input(page);
        await page.mouse.up();
        await expect(notice(screening)).toBeHidden();
      }
      await page.clock.runFor(3.9 * MINUTE);
      await expect(notice(screening)).toBeHidden();
      await expectCovered(screening, false);
    });
  }

  test("set forward or back, the clock never gives more time", async ({ page }) => {
    for (const year of [2027, 2025]) {
      const screening = await stopped(page);
      await page.clock.setSystemTime(new Date(`${year}-11-25T12:00:00`));
      // Input that comes only after the time has passed does not make it not have passed.
      await page.mouse.move(50, 60);
      await expectCovered(screening, true);
      await screening.button("resume").click();
      await expectCovered(screening, false);
    }
  });

  for (const [asked, minutes] of [["2", 2], ["0.5", 2], ["600", 60], ["-1", 5], ["soon", 5], ["", 5], [null, 5], ["7.5", 7.5]]) {
    test(`idle-minutes ${JSON.stringify(asked)} are ${minutes}`, async ({ page }) => {
      const screening = await stopped(page, asked);
      expect(await screening.host.evaluate((host) => host.idleMinutes)).toBe(minutes);
      await page.clock.runFor(minutes * MINUTE - 1000);
      await expectCovered(screening, false);
      await page.clock.runFor(2000);
      await expectCovered(screening, true);
    });
  }

  test("0 is never", async ({ page }) => {
    const screening = await stopped(page, 0);
    await page.clock.runFor(180 * MINUTE);
    await expectCovered(screening, false);
    await expect(notice(screening)).toBeHidden();
  });

  test("before the interview begins and after it ended nothing is covered", async ({ page }) => {
    await page.clock.install({ time: NOON });
    const screening = await Screening.open(page, "fr");
    await page.clock.runFor(20 * MINUTE);
    await expectCovered(screening, false);
    await expect(notice(screening)).toBeHidden();
  });

  test("a removed element has no timer and no listener left", async ({ page }) => {
    await page.addInitScript(() => {
      const { setTimeout, clearTimeout } = globalThis;
      const { addEventListener } = EventTarget.prototype;
      globalThis.pending = new Set();
      globalThis.listening = 0;
      globalThis.setTimeout = (act, ...rest) => {
        const id = setTimeout(() => (globalThis.pending.delete(id), act()), ...rest);
        globalThis.pending.add(id);
        return id;
      };
      globalThis.clearTimeout = (id) => (globalThis.pending.delete(id), clearTimeout(id));
      EventTarget.prototype.addEventListener = function (type, listener, options) {
        if (options?.signal && (this === document || this === globalThis)) {
          globalThis.listening += 1;
          addEventListener.call(options.signal, "abort", () => (globalThis.listening -= 1));
        }
        return addEventListener.call(this, type, listener, options);
      };
    });
    const screening = await begun(page);
    const counted = () => page.evaluate(() => [globalThis.pending.size, globalThis.listening]);
    const before = await counted();
    expect(before[0]).toBe(1);
    await screening.host.evaluate((host) => {
      for (let times = 0; times < 100; times += 1) document.querySelector("main").append(host);
    });
    expect(await counted()).toEqual(before);
    await page.keyboard.press("Shift");
    await screening.host.evaluate((host) => host.remove());
    expect(await counted()).toEqual([0, 0]);
  });
});
