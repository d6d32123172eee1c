// What axe finds, the size of targets and what fits, in every state an interview can be in.
import { expectAccessible, expectFit, expectTargets } from "./support/audit.mjs";
import { LANGUAGES, cases } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { tour } from "./support/tour.mjs";
import { trapNextAct } from "./support/trap.mjs";

test.use({ viewport: { width: 360, height: 640 } });

/** One case for each class an interview can end in. */
const ENDS = [...new Map(cases.map((one) => [one.expect.class, one])).values()];

for (const language of ["fr", "ar"]) {
  test(`axe finds nothing in any state in ${language}, and every target is large enough`, async ({ page }) => {
    const screening = await Screening.open(page, language);
    await tour(screening, async (state) => {
      await expectTargets(screening, state);
      await expectAccessible(screening, state);
    });
  });

  for (const played of ENDS) {
    test(`the result ${played.expect.class} in ${language}, light and dark`, async ({ page }) => {
      const screening = await Screening.open(page, language);
      await screening.play(played);
      await screening.unfoldReasons();
      for (const theme of ["light", "dark"]) {
        await screening.host.evaluate((host, name) => (host.theme = name), theme);
        await expectTargets(screening, `the ${theme} result`);
        await expectAccessible(screening, `the ${theme} result`);
      }
    });
  }

  test(`the failure page in ${language}`, async ({ page }) => {
    const screening = await Screening.open(page, language);
    await screening.button("start").click();
    await trapNextAct(page, 3);
    await screening.button("next").click();
    await expect(screening.title("failureTitle")).toBeFocused();
    await expectTargets(screening, "the failure page");
    await expectAccessible(screening, "the failure page");
  });
}

test("axe finds nothing on the dark pages of questions", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.host.evaluate((host) => (host.theme = "dark"));
  await tour(screening, (state) => expectAccessible(screening, `${state}, dark`));
});

for (const language of LANGUAGES) {
  test(`nothing scrolls sideways or is cut off at 320 px in ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    const screening = await Screening.open(page, language);
    await tour(screening, (state) => expectFit(screening, state));
  });

  test(`nothing scrolls sideways with text of twice the size in ${language}`, async ({ page }) => {
    const screening = await Screening.open(page, language);
    await screening.host.evaluate((host) => host.style.setProperty("--nrm-scale", "2"));
    await tour(screening, (state) => expectFit(screening, state));
  });
}

test("what has the focus is never covered by the bar, and the ring shows it", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.enter("start");
  for (let presses = 0; presses < 12; presses += 1) {
    const name = (await screening.press("Tab")).name;
    const seen = await screening.host.evaluate((host) => {
      const active = host.shadowRoot.activeElement;
      const shown = active.closest("label") ?? active;
      const { left, top, width, height } = shown.getBoundingClientRect();
      const corners = [[left + 4, top + 4], [left + width - 4, top + height - 4], [left + width / 2, top + height / 2]];
      const rings = [getComputedStyle(active), getComputedStyle(shown, "::after")];
      return {
        uncovered: corners.every(([x, y]) => shown.contains(host.shadowRoot.elementFromPoint(x, y))),
        ring: rings.some((style) => style.outlineWidth === "3px" || style.borderTopWidth === "3px"),
      };
    });
    expect(seen, name).toEqual({ uncovered: true, ring: true });
    if (name === screening.word("stopHere")) break;
  }
});
