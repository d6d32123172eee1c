// The portal's looks (E9): every documented property and part does something, none makes anything unreadable, and the bar is not its to change.
import { readFileSync } from "node:fs";

import { expectAccessible, expectFit, expectTargets } from "./support/audit.mjs";
import { names } from "./support/elements.mjs";
import { choiceText } from "./support/form.mjs";
import { openKinds } from "./support/kinds.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const style = read("www/package/style.css");
const properties = names("cssProperties");

const COLOURS = properties.filter((name) => !/font|scale|radius|motion|sticky/.test(name));

/** Sets custom properties from outside, as a portal does: by a style sheet of the page. */
const set = (screening, values) =>
  screening.host.evaluate((host, given) => {
    const sheet = new CSSStyleSheet();
    const rules = Object.entries(given).map(([name, value]) => `${name}: ${value};`);
    sheet.replaceSync(`nrm-screening { ${rules.join(" ")} }`);
    document.adoptedStyleSheets = [sheet];
  }, values);

test("every custom property and part is documented, and everything documented is there", async ({ page: view }) => {
  const used = [...new Set(style.match(/var\(--nrm-[\w-]+/g).map((found) => found.slice(4)))].sort();
  expect(used).toEqual(properties);
  const there = new Set();
  const look = async (screening) => {
    for (const part of await screening.host.evaluate((host) => [...host.shadowRoot.querySelectorAll("[part]")].flatMap((one) => [...one.part]))) there.add(part);
  };
  const kinds = await openKinds(view, "fr", "write.age.");
  await look(kinds);
  const screening = await Screening.open(view, "fr");
  await look(screening);
  await screening.button("start").click();
  await look(screening);
  for (let pages = 0; pages < 4; pages += 1) {
    const without = screening.button("continueWithout");
    await ((await without.count()) ? without : screening.button("next")).click();
    await look(screening);
  }
  expect([...there].sort()).toEqual(names("cssParts"));
});

test("every custom property changes what is seen", async ({ page: view }) => {
  const screening = await Screening.open(view, "fr");
  await screening.button("start").click();
  await screening.pick("danger", "yes");
  await screening.button("next").click();
  await screening.openSilence("care");
  /** What every element and drawing of the shadow root looks like, as computed. */
  const looks = () =>
    screening.host.evaluate((host) => {
      const names = ["color", "backgroundColor", "borderTopColor", "borderInlineStartColor", "outlineColor", "fontFamily", "fontSize", "borderTopLeftRadius", "transitionDuration", "insetBlockStart", "outlineStyle"];
      return JSON.stringify(
        [...host.shadowRoot.querySelectorAll("*")].map((one) => {
          const style = getComputedStyle(one);
          return names.map((name) => style[name]);
        }),
      );
    });
  const VALUES = { "--nrm-font": "monospace", "--nrm-font-ar": "monospace", "--nrm-scale": "1.5", "--nrm-radius": "3px", "--nrm-radius-s": "1px", "--nrm-motion": "77ms", "--nrm-sticky-top": "20px" };
  for (const property of properties) {
    if (property === "--nrm-font-ar") await screening.host.evaluate((host) => (host.lang = "ar"));
    // By keyboard, so that the focus has its ring.
    await view.keyboard.press("Tab");
    await screening.host.evaluate((host) => host.shadowRoot.querySelector(".leave").focus());
    const before = await looks();
    await set(screening, { [property]: VALUES[property] ?? "#2f4f2f" });
    expect(await looks(), property).not.toBe(before);
    await set(screening, {});
  }
});

/** The contrast of every text and of the edges of controls against what is below them, as WCAG counts it. */
const contrasts = (screening) =>
  screening.host.evaluate((host) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const bytes = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([red, green, blue]) => {
      const [r, g, b] = [red, green, blue].map((byte) => (byte / 255 <= 0.03928 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one, other) => {
      const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
      return (high + 0.05) / (low + 0.05);
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = bytes(getComputedStyle(at).backgroundColor);
        if (colour[3] === 255) return colour;
        if (colour[3] > 0) return null;
      }
      return null;
    };
    const found = [];
    const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen, .skip");
    const texts = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: parent } = texts.currentNode;
      if (!data.trim() || !seen(parent) || parent.closest("svg")) continue;
      const below = ground(parent);
      const colour = bytes(getComputedStyle(parent).color);
      const shown = below && colour[3] === 255 ? ratio(colour, below) : 0;
      if (shown < 4.5) found.push(`${data.trim().slice(0, 30)} ${shown.toFixed(2)} (${colour} on ${below})`);
      if (Number.parseFloat(getComputedStyle(parent).fontSize) < 13) found.push(`${data.trim().slice(0, 30)} is small`);
    }
    for (const edged of host.shadowRoot.querySelectorAll(".ledger, .row input, .plain, .bar .leave, .fields input, .fields textarea")) {
      if (!seen(edged)) continue;
      const below = ground(edged.parentElement);
      const colour = bytes(getComputedStyle(edged).borderTopColor);
      const shown = below && colour[3] === 255 ? ratio(colour, below) : 0;
      if (shown < 3) found.push(`edge of ${edged.className} ${edged.id} ${shown.toFixed(2)}`);
    }
    return [...new Set(found)];
  });

const all = (value) => Object.fromEntries(COLOURS.map((name) => [name, value]));
const NOTHING = { "--nrm-scale": "0", "--nrm-radius": "0", "--nrm-radius-s": "0", "--nrm-motion": "1000s", "--nrm-sticky-top": "-5000px", "--nrm-font": "none", "--nrm-font-ar": "none" };
const HUGE = { "--nrm-scale": "1000", "--nrm-radius": "9999px", "--nrm-radius-s": "9999px", "--nrm-sticky-top": "9999px" };

/** What no portal would mean, and some would try. */
const HOSTILE = {
  "all transparent, all 0": { ...all("transparent"), ...NOTHING },
  "white on white": { ...all("#fff"), ...NOTHING },
  "black on black": { ...all("#000"), ...HUGE, "--nrm-scale": "1" },
  "half grey": { ...all("#888") },
  "see-through ink": { ...all("rgb(0 0 0 / 2%)") },
  yellow: { ...all("#ff0") },
  green: { ...all("#0f0") },
  magenta: { ...all("#f0f") },
  blue: { ...all("#00f") },
};

for (const [name, values] of Object.entries(HOSTILE)) {
  for (const theme of ["light", "dark"]) {
    test(`${name}, ${theme}: everything can be read, and the way out is as it is`, async ({ page: view }) => {
      // A ground on its way to another colour is neither.
      await view.emulateMedia({ reducedMotion: "reduce" });
      const screening = await Screening.open(view, "fr");
      await screening.host.evaluate((host, forced) => (host.theme = forced), theme);
      const bar = () =>
        screening.host.evaluate((host) => {
          const button = host.shadowRoot.querySelector(".bar .leave");
          const style = getComputedStyle(button);
          const around = getComputedStyle(button.parentElement);
          const { width, height } = button.getBoundingClientRect();
          return [style.color, style.borderTopColor, around.backgroundColor, style.fontSize, Math.round(height), width >= 44];
        });
      const before = await bar();
      await set(screening, values);
      expect(await bar()).toEqual(before);
      expect(await contrasts(screening)).toEqual([]);
      await screening.button("start").click();
      await screening.pick("danger", "yes");
      await screening.openSilence("care");
      expect(await contrasts(screening)).toEqual([]);
      await view.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await expect(screening.button("leave")).toBeInViewport();
      // On to the consent, and to its silences.
      while (!(await screening.questions()).includes("talk")) {
        const without = screening.button("continueWithout");
        await ((await without.count()) ? without : screening.button("next")).click();
      }
      await screening.openSilence("talk");
      expect(await contrasts(screening)).toEqual([]);
      await screening.pick("talk", "given");
      expect(await contrasts(screening)).toEqual([]);
      await screening.button("hide").click();
      expect(await contrasts(screening)).toEqual([]);
    });
  }
}

test("an enormous scale moves neither the way out off the bar nor the bar off the screen", async ({ page: view }) => {
  await view.setViewportSize({ width: 320, height: 568 });
  const screening = await Screening.open(view, "fr");
  await set(screening, HUGE);
  await expect(screening.button("leave")).toBeInViewport({ ratio: 1 });
  const { width, height } = await screening.button("leave").boundingBox();
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
});

test("no part reaches the bar, the cover, a consent or a silence", async ({ page: view }) => {
  const screening = await Screening.open(view, "fr");
  await screening.button("start").click();
  while (!(await screening.questions()).includes("talk")) {
    const without = screening.button("continueWithout");
    await ((await without.count()) ? without : screening.button("next")).click();
  }
  await screening.openSilence("talk");
  const reached = await screening.host.evaluate((host) => {
    const root = host.shadowRoot;
    const consent = root.querySelector('[data-item="talk"]').closest("fieldset");
    const places = [root.querySelector(".bar"), root.querySelector(".cover"), consent, ...root.querySelectorAll(".prose, .silence, .reasons, .lead")];
    return places.flatMap((place) => [place, ...place.querySelectorAll("*")]).filter((one) => one.hasAttribute("part")).length;
  });
  expect(reached).toBe(0);
});

for (const language of ["fr", "ar"]) {
  for (const [name, media] of Object.entries({
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    "high contrast": { contrast: "more" },
    "dark high contrast": { colorScheme: "dark", contrast: "more" },
    "forced colours": { forcedColors: "active" },
  })) {
    test(`the second look of the portal in ${language}, ${name}: nothing is found by axe, cut off or too small`, async ({ page: view }) => {
      await view.emulateMedia(media);
      await view.setViewportSize({ width: 360, height: 640 });
      await view.goto("/");
      await view.selectOption("#look", "rivage");
      await view.selectOption("#language", language);
      const screening = new Screening(view, language);
      await screening.title("beforeTitle").waitFor();
      const look = async (state) => {
        await expectTargets(screening, state);
        await expectFit(screening, state);
        await expectAccessible(screening, state);
        if (name !== "forced colours") expect(await contrasts(screening), state).toEqual([]);
      };
      await look("the start");
      await screening.button("start").click();
      await screening.radio("danger", choiceText(language, "danger", "yes")).check();
      await screening.openSilence("care");
      await look("questions");
      await screening.button("hide").click();
      await look("the cover");
    });
  }
}
