// What an answer costs a slow phone: how often the page is touched for it. What an answer opens is built beside the page and put in whole.
import { choiceText } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

/** Most operations for one answer: on the page always, and in all where it opens nothing. */
const MOST = 10;

/** Notes every call that makes, moves, changes or focuses a node, from before anything loads, and whether the node is on the page. */
const count = (page) =>
  page.addInitScript(() => {
    const operations = [];
    globalThis.operations = operations;
    const called = (owner, name) => {
      const own = owner.prototype[name];
      if (typeof own !== "function") throw new Error(`${owner.name} has no ${name}`);
      owner.prototype[name] = function (...given) {
        operations.push({ name, on: this.isConnected === true && this !== document });
        return own.apply(this, given);
      };
    };
    const set = (owner, name) => {
      const own = Object.getOwnPropertyDescriptor(owner.prototype, name);
      Object.defineProperty(owner.prototype, name, {
        ...own,
        set(value) {
          operations.push({ name, on: this.isConnected });
          own.set.call(this, value);
        },
      });
    };
    const METHODS = [
      [Document, ["createElement", "createElementNS", "createTextNode", "createDocumentFragment", "importNode"]],
      [Node, ["appendChild", "insertBefore", "removeChild", "replaceChild", "cloneNode"]],
      [
        Element,
        [
          "setAttribute", "setAttributeNS", "removeAttribute", "removeAttributeNS", "toggleAttribute", "append", "prepend", "before",
          "after", "remove", "replaceWith", "replaceChildren", "insertAdjacentElement", "insertAdjacentText", "scrollIntoView",
        ],
      ],
      [CharacterData, ["remove", "replaceWith", "before", "after", "appendData", "replaceData"]],
      [DOMTokenList, ["add", "remove", "toggle", "replace"]],
      [HTMLElement, ["focus"]],
    ];
    const VALUES = [
      [Node, ["textContent", "nodeValue"]],
      [Element, ["className", "id"]],
      [CharacterData, ["data"]],
      [HTMLElement, ["lang", "dir", "hidden"]],
      [HTMLInputElement, ["checked", "value", "indeterminate", "disabled"]],
    ];
    for (const [owner, names] of METHODS) for (const name of names) called(owner, name);
    for (const [owner, names] of VALUES) for (const name of names) set(owner, name);
  });

/** Every radio of a page is pressed, the first last, so that the interview goes the way of the first answers. */
const pressAll = (group) =>
  group.getByRole("radio").evaluateAll((radios) =>
    radios.toReversed().map((radio) => {
      const drawn = () => radio.getRootNode().querySelectorAll("*").length;
      const before = drawn();
      globalThis.operations.length = 0;
      radio.click();
      const did = [...globalThis.operations];
      return { id: radio.id, all: did.length, onPage: did.filter(({ on }) => on).length, opens: drawn() > before };
    }),
  );

test(`answering one radio takes at most ${MOST} operations`, async ({ page }) => {
  await count(page);
  const screening = await Screening.open(page, "fr");
  await screening.button("start").click();
  const costs = [];
  for (let asked; (asked = await screening.questions()).length > 0; ) {
    for (const id of asked) costs.push(...(await pressAll(screening.group(id))));
    await screening.button("next").click();
    if (await screening.button("continueWithout").count()) await screening.button("continueWithout").click();
  }
  expect(costs.length).toBeGreaterThan(60);
  expect(costs.filter(({ all }) => all === 0), "answers that change nothing").toEqual([]);
  const dear = costs.filter(({ all, onPage, opens }) => (opens ? onPage : all) > MOST);
  expect(dear).toEqual([]);
  console.log(`${costs.length} answers, at most ${Math.max(...costs.map(({ onPage }) => onPage))} operations on the page`);
});
