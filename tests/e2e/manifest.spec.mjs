// `custom-elements.json` names nothing that does not exist at run time, and the reverse (E10). Custom properties and parts: `themes.spec.mjs`.
import { caseOf } from "./support/form.mjs";
import { element, names, paths } from "./support/elements.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

/** What a browser calls, and no host. */
const CALLED_BACK = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback", "formResetCallback", "formDisabledCallback"];

const members = (kind, fixed = false) => element.members.filter((one) => one.kind === kind && Boolean(one.static) === fixed).map(({ name }) => name).sort();

test("the manifest's modules are there, and define its tag as its class", async ({ page: view }) => {
  await view.goto("/pages/empty.html");
  const found = await view.evaluate(
    async ([modules, tag, name]) => {
      const loaded = await Promise.all(modules.map((path) => import(`/nrm-screening/${path}`)));
      return loaded.map((module) => module[name] === customElements.get(tag));
    },
    [paths, element.tagName, element.name],
  );
  expect(found).toEqual([true, true]);
});

test("fields and methods of the manifest are those of the element", async ({ page: view }) => {
  const screening = await Screening.open(view, "fr");
  const there = await screening.host.evaluate((host) => {
    const found = { field: Object.keys(host), method: [] };
    for (let at = Object.getPrototypeOf(host); at !== HTMLElement.prototype; at = Object.getPrototypeOf(at)) {
      for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) found[typeof value === "function" ? "method" : "field"].push(name);
    }
    const { length, name, prototype, observedAttributes, formAssociated, ...fixed } = Object.getOwnPropertyDescriptors(host.constructor);
    return { ...found, fixed: Object.keys(fixed) };
  });
  expect(there.field.sort()).toEqual(members("field"));
  expect(there.method.filter((name) => !CALLED_BACK.includes(name)).sort()).toEqual(members("method"));
  expect(there.fixed.sort()).toEqual(members("method", true));
});

test("each attribute of the manifest is its property, both ways, and none is read that it lacks", async ({ page: view }) => {
  await view.goto("/pages/empty.html");
  const told = element.attributes.map(({ name, fieldName }) => [name, fieldName ?? name]);
  expect(element.members.filter(({ attribute }) => attribute).map(({ name, attribute }) => [attribute, name]).sort()).toEqual(
    told.filter(([name]) => name !== "lang").sort(),
  );
  const { observed, wrong } = await view.evaluate(async (attributes) => {
    const { NrmScreening } = await import("/nrm-screening/define.js");
    const wrong = [];
    for (const [attribute, property] of attributes) {
      const made = document.createElement("nrm-screening");
      const expectRead = (step, read, value) => String(read) === value || wrong.push(`${attribute}: ${step} ${read}`);
      made.setAttribute(attribute, "7");
      expectRead("property", made[property], "7");
      made[property] = "8";
      expectRead("attribute", made.getAttribute(attribute), "8");
      if (attribute === "lang") continue;
      made[property] = null;
      expectRead("taken away", made.hasAttribute(attribute), "false");
    }
    return { observed: NrmScreening.observedAttributes, wrong };
  }, told);
  expect(wrong).toEqual([]);
  expect(names("attributes")).toEqual(expect.arrayContaining(observed));
});

test("the events of the manifest are all that the element tells, and there are no slots it lacks", async ({ page: view }) => {
  await view.addInitScript(() => {
    globalThis.told = new Set();
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (this.localName === "nrm-screening") told.add(event.type);
      return dispatchEvent.call(this, event);
    };
  });
  const screening = await Screening.open(view, "fr");
  const slots = new Set();
  const look = async () => {
    const there = await screening.host.evaluate((host) => [...host.shadowRoot.querySelectorAll("slot")].map(({ name }) => name));
    there.forEach((name) => slots.add(name));
  };
  await look();
  await screening.host.evaluate((host) => (host.lang = "xx"));
  await screening.play(caseOf("danger_only"), look);
  await look();
  await screening.finish();
  await look();
  // What is told where keys are pinned, `trust.spec.mjs` hears.
  expect(await view.evaluate(() => [...told].sort())).toEqual(names("events").filter((name) => name !== "nrm-stale"));
  expect([...slots].sort()).toEqual(names("slots"));
});
