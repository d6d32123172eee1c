// What can be measured of a page: the language of every text, the size of every target, what does not fit.
import { expect } from "@playwright/test";
import { AxeBuilder } from "@axe-core/playwright";

import { LANGUAGES, direction, languageName, texts } from "./form.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** Of what axe looks at only what is wrong is written down, and no frame is looked at that would need a page beside: half the time. */
export const audit = (page) => new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode().withTags(RULES);

/** Nothing that axe finds, of what it was told to look at. */
export async function expectNothingFound(audited, state) {
  const { violations } = await audited.analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`) }));
  expect(found, `axe on ${state}`).toEqual([]);
}

/** Nothing that axe finds, of the element alone: landmarks and the first heading are the page's affair. */
export async function expectAccessible(screening, state) {
  // At its top, where the sticky bar lies over nothing: what it covers while scrolling is no smaller for that.
  await screening.page.evaluate(() => scrollTo(0, 0));
  // A ground that is changing has a colour that nobody chose.
  await screening.host.evaluate(({ shadowRoot }) => Promise.allSettled(shadowRoot.getAnimations().map(({ finished }) => finished)));
  await expectNothingFound(audit(screening.page).include("nrm-screening").disableRules(["page-has-heading-one", "region"]), state);
}

/** Every target that can be seen is at least 44 by 44 CSS pixels; of an input, its whole row. */
export async function expectTargets(screening, state) {
  const small = await screening.host.evaluate((host) => {
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    const targets = [...host.shadowRoot.querySelectorAll("button, input, summary, select, a")].filter(seen);
    const boxes = targets.map((target) => [target, (target.closest("label") ?? target).getBoundingClientRect()]);
    const below = boxes.filter(([, { width, height }]) => Math.min(width, height) < 43.9);
    return below.map(([target, { width, height }]) => `${target.id || target.textContent}: ${width} × ${height}`);
  });
  expect(small, `targets of ${state}`).toEqual([]);
}

/** Nothing stands out sideways, of the page or of the element, and no text is cut off. */
export async function expectFit(screening, state) {
  const wrong = await screening.host.evaluate((host) => {
    const found = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in ${clientWidth}`);
    const frame = host.getBoundingClientRect();
    const up = function* (node) {
      for (let at = node; at instanceof Element; at = at.parentElement) yield [at, getComputedStyle(at)];
    };
    const outside = (box, around) => box.left < around.left - 1 || box.right > around.right + 1;
    const texts = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: text } = texts;
      const parent = text.parentElement;
      if (!text.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
      const around = [...up(parent)];
      // What is only for the ear, and notes that fold to two lines, are cut on purpose.
      if (around.some(([, style]) => style.clipPath !== "none" || style.webkitLineClamp !== "none")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) {
        if (outside(box, frame)) found.push(`outside: ${text.data}`);
        for (const [element, { overflowX, overflowY }] of around) {
          const edge = element.getBoundingClientRect();
          const cut = overflowY === "hidden" && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1);
          if (cut || (overflowX !== "visible" && outside(box, edge))) found.push(`cut off: ${text.data}`);
        }
      }
    }
    const inside = [...host.shadowRoot.querySelectorAll("*")].filter((element) => element.checkVisibility());
    const wide = inside.filter((element) => outside(element.getBoundingClientRect(), frame));
    found.push(...wide.map(({ localName, className }) => `outside: ${localName}.${className}`));
    const scrolls = inside.filter(
      (element) => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth,
    );
    found.push(...scrolls.map(({ localName, className }) => `scrolls: ${localName}.${className}`));
    return [...new Set(found)];
  });
  expect(wrong, state).toEqual([]);
}

/** Every text and every name in an attribute, with the language and direction it stands under. */
const spoken = (screening) =>
  screening.host.evaluate((host) => {
    const nearest = (element, attribute) => {
      const holder = element.closest(`[${attribute}]`) ?? host.closest(`[${attribute}]`);
      return holder?.getAttribute(attribute);
    };
    const under = (text, element) => ({ text: text.replace(/\s+/g, " ").trim(), lang: nearest(element, "lang"), dir: nearest(element, "dir") });
    const found = [];
    const nodes = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const { currentNode: node } = nodes;
      if (node instanceof Text) found.push(under(node.data, node.parentElement));
      else for (const { name, value } of node.attributes) if (/^aria-(label|description)$/.test(name)) found.push(under(value, node));
    }
    return found.filter(({ text }) => text);
  });

/**
 * Letters agree with the language and direction they stand under; a text that is known stands under a language that has
 * it; and nothing is in a language that is not shown.
 */
export async function expectLanguages(screening, state) {
  const shown = [screening.language, screening.second].filter(Boolean);
  const names = new Set(LANGUAGES.map(languageName));
  const wrong = (await spoken(screening)).filter(({ text, lang, dir }) => {
    if (dir !== direction(lang) || /\p{Script=Arabic}/u.test(text) !== (lang === "ar")) return /\p{Letter}/u.test(text);
    // A mark alone, such as the one that a language writes its decimals with, is in no language.
    if (names.has(text) || !/\p{Letter}/u.test(text)) return false;
    const having = LANGUAGES.filter((one) => texts(one).has(text));
    return !shown.includes(lang) || (having.length > 0 && !having.includes(lang));
  });
  expect(wrong, `languages of ${state}`).toEqual([]);
}

/** Least height of a line of text, in parts of the size of its letters, and least size of letters that are no tag. */
const TALL = { ar: { line: 1.65, size: 15 }, am: { line: 1.5, size: 13 } };

/** Letters that are tall, or carry marks above and below, have room. */
export async function expectTall(screening, state) {
  const low = await screening.host.evaluate((host, tall) => {
    const found = [];
    const texts = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      const least = tall[parentElement.closest("[lang]")?.lang.split("-")[0]];
      if (!least || !data.trim() || !parentElement.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(parentElement);
      const size = parseFloat(style.fontSize);
      const line = parseFloat(style.lineHeight) / size;
      const small = size < (parentElement.closest(".tag") ? 13 : least.size) - 0.01;
      const spread = !["normal", "0px"].includes(style.letterSpacing) || style.fontStyle !== "normal";
      if (!(line >= least.line - 0.01) || small || spread) {
        found.push(`${parentElement.localName}.${parentElement.className} ${size} ${line.toFixed(2)} ${style.letterSpacing}: ${data}`);
      }
    }
    return found;
  }, TALL);
  expect(low, `letters of ${state}`).toEqual([]);
}

/** Looks at a page as wide as each of `widths`, and gives it its own size back. */
export async function atWidths({ page }, widths, look) {
  const own = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: own.height });
    await look(width);
  }
  await page.setViewportSize(own);
}
