// What stays of an interview in Firefox's profile on disk (P4): nothing, where what a page keeps is found.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { canaries, foundBelow, keepAll, tell } from "../e2e/support/canaries.mjs";
import { placeKinds } from "../e2e/support/kinds.mjs";
import { arrived, base, ended, Firefox, present, until } from "./support/browser.mjs";

/** As long as a browser takes to write what it keeps, in milliseconds. */
const WRITTEN = 7000;

const ENDS = {
  finish: ended,
  leave: async ({ host, page }) => {
    await host.evaluate((element) => element.leave());
    await arrived(page, "/neutral.html");
  },
  "close the tab": ({ page }) => page.close(),
  reload: ({ page }) => page.reload(),
  kill: () => pause(WRITTEN),
};

async function withProfile(act) {
  const firefox = await new Firefox().start();
  const empty = async () => {
    const page = await firefox.page();
    await page.goto(new URL("pages/empty.html", base).href);
    return page;
  };
  try {
    await act(firefox, empty);
  } finally {
    await firefox.kill();
    await firefox.forget();
  }
}

test("no word of an interview is in the profile, however it ends, nor after the browser was killed", () =>
  withProfile(async (firefox, empty) => {
    const words = [];
    for (const act of Object.values(ENDS)) {
      const page = await empty();
      await placeKinds(page, "fr");
      const screening = await present(page, "fr");
      const told = canaries();
      words.push(...told);
      await tell(screening, told);
      await act(screening);
    }
    assert.equal(words.length, 50);
    assert.deepEqual(foundBelow(firefox.folder, words), [], "while it runs");
    await firefox.kill();
    assert.deepEqual(foundBelow(firefox.folder, words), [], "killed");
  }));

test("what a page keeps is found", () =>
  withProfile(async (firefox, empty) => {
    const page = await empty();
    const words = canaries();
    await page.evaluate(keepAll, words);
    // All but the state of the history, which is written in base 64.
    const missing = () => {
      const found = foundBelow(firefox.folder, words).map((one) => Number(one.split(" ")[0]));
      return [0, 1, 2, 3, 4, 6, 7, 8, 9].filter((place) => !found.includes(place));
    };
    await until("the browser writes what is kept", () => missing().length === 0, () => `${missing()} of it are not found`);
    await firefox.kill();
    assert.deepEqual(missing(), []);
  }));
