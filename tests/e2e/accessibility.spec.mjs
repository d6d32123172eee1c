// What axe finds, the size of targets and what fits, in every state an interview can be in.
import { atWidths, expectAccessible, expectFit, expectLanguages, expectTargets } from "./support/audit.mjs";
import { LANGUAGES, cases } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { tour } from "./support/tour.mjs";
import { trapNextAct } from "./support/trap.mjs";

test.use({ viewport: { width: 360, height: 640 } });

/** One case for each class an interview can end in. */
const ENDS = [...new Map(cases.map((one) => [one.expect.class, one])).values()];

/** Least states of an interview that are looked at, and those that are looked at in other colours too. */
const STATES = 40;
const OTHERWISE = 10;
const COLOURS = {
  dark: { enter: (host) => (host.theme = "dark"), leave: (host) => (host.theme = "light") },
  forced: { media: { forcedColors: "active" }, back: { forcedColors: "none" } },
};

/** Looks at a state in dark and in forced colours, and leaves it as it was. */
async function expectColours(screening, state) {
  for (const [name, { enter, leave, media, back }] of Object.entries(COLOURS)) {
    await (enter ? screening.host.evaluate(enter) : screening.page.emulateMedia(media));
    await expectAccessible(screening, `${state}, ${name}`);
    await (leave ? screening.host.evaluate(leave) : screening.page.emulateMedia(back));
  }
}

for (const language of ["fr", "ar"]) {
  test(`axe finds nothing in ${STATES} states in ${language}, every target is large enough, and what is read out is as reviewed`, async ({ page }) => {
    test.setTimeout(600_000);
    const screening = await Screening.open(page, language);
    const trees = [];
    let otherwise = 0;
    await tour(screening, async (state) => {
      await expectTargets(screening, state);
      await expectAccessible(screening, state);
      if (trees.length % 4 === 0) {
        await expectColours(screening, state);
        otherwise += 1;
      }
      trees.push(`# ${state}\n${await screening.host.ariaSnapshot()}\n`);
    });
    expect(trees.length).toBeGreaterThanOrEqual(STATES);
    expect(otherwise).toBeGreaterThanOrEqual(OTHERWISE);
    expect(trees.join("\n")).toMatchSnapshot(`tree-${language}.txt`);
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

for (const language of LANGUAGES) {
  test(`nothing scrolls sideways or is cut off at 320 px or with text of twice the size, and texts stand under their language, in ${language}`, async ({ page }) => {
    test.slow();
    const screening = await Screening.open(page, language);
    await tour(screening, async (state) => {
      await expectLanguages(screening, state);
      await atWidths(screening, [320], (width) => expectFit(screening, `${state}, ${width} px wide`));
      await screening.host.evaluate((host) => host.style.setProperty("--nrm-scale", "2"));
      await expectFit(screening, `${state}, at twice the size`);
      await screening.host.evaluate((host) => host.style.removeProperty("--nrm-scale"));
    });
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
