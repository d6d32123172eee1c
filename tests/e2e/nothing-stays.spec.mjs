// Nothing stays (P4, P5): random words are told in interviews that end in every way there is, and then looked for in the browser's
// profile on disk, in the memory of the wasm and in the page's own. Where they are, they are found: a page that keeps them shows it.
import { readFileSync, readdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "@playwright/test";

import { canaries, foundBelow, foundIn, keepAll, tell } from "./support/canaries.mjs";
import { openKinds } from "./support/kinds.mjs";
import { remove } from "./support/remove.mjs";
import { expect, test } from "./support/test.mjs";
import config from "./playwright.config.mjs";

const { baseURL, launchOptions } = config.use;
// A text that is longer than this is cut in what the browser tells of its memory.
test.use({ launchOptions: { ...launchOptions, args: [...launchOptions.args, "--js-flags=--heap-snapshot-string-limit=10000000"] } });

const ALL = [...Array(10).keys()];

test.describe("on disk", () => {
  /** A profile that is kept, as people have one; pages are kept for Back too. */
  class Profile {
    folder = mkdtempSync(join(tmpdir(), "profile-"));

    async start() {
      this.context = await chromium.launchPersistentContext(this.folder, { ...launchOptions, baseURL, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
      return this.context;
    }

    /** Ends every process of it without a word. */
    kill() {
      for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
        try {
          if (readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0").includes(`--user-data-dir=${this.folder}`)) process.kill(Number(id), "SIGKILL");
        } catch {}
      }
    }

    found(words) {
      return foundBelow(this.folder, words);
    }
  }

  const withProfile = async (act) => {
    const profile = new Profile();
    try {
      await act(profile);
    } finally {
      profile.kill();
      await remove(profile.folder);
    }
  };
  /** As long as a browser takes to write what it keeps. */
  const written = (page) => page.waitForTimeout(7000);

  const ENDS = {
    finish: (screening) => screening.finish(),
    leave: async (screening) => {
      await screening.button("leave").click();
      await screening.page.waitForURL("**/neutral.html");
    },
    "close the tab": ({ page }) => page.close(),
    // Pages that were kept load nothing: their address is all there is to wait for.
    "go back, and forward again": async ({ page }) => {
      await page.evaluate(() => history.back());
      await expect(page).toHaveURL(/neutral/);
      await page.evaluate(() => history.forward());
      await expect(page).toHaveURL(/empty/);
    },
    reload: ({ page }) => page.reload({ waitUntil: "commit" }),
  };

  test("no word of an interview is in the profile, however it ends, nor after the browser was killed", async () => {
    test.slow();
    await withProfile(async (profile) => {
      const context = await profile.start();
      const told = {};
      for (const [end, act] of Object.entries(ENDS)) {
        const page = await context.newPage();
        await page.goto("/neutral.html");
        const screening = await openKinds(page, "fr");
        told[end] = canaries();
        await tell(screening, told[end]);
        await act(screening);
      }
      const page = await context.newPage();
      await tell(await openKinds(page, "fr"), (told.kill = canaries()));
      await written(page);
      const words = Object.values(told).flat();
      expect(words).toHaveLength(60);
      expect(profile.found(words), "while it runs").toEqual([]);
      profile.kill();
      expect(profile.found(words), "killed").toEqual([]);
      await (await profile.start()).close();
      expect(profile.found(words), "started again, and closed").toEqual([]);
    });
  });

  test("what a page keeps is found", async () => {
    await withProfile(async (profile) => {
      const context = await profile.start();
      const page = await context.newPage();
      await page.goto("/neutral.html");
      const words = canaries();
      await page.evaluate(keepAll, words);
      const places = () => [...new Set(profile.found(words).map((one) => Number(one.split(" ")[0])))].sort();
      await expect.poll(places, { timeout: 30_000 }).toEqual(ALL);
      profile.kill();
      expect(places(), "killed").toEqual(ALL);
    });
  });
});

test.describe("in memory", () => {
  /** Notes every memory that a wasm of the page has, and lets it go. */
  const noteMemories = (page) =>
    page.addInitScript(() => {
      const { get } = Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype, "exports");
      const known = new WeakSet();
      globalThis.memories = [];
      Object.defineProperty(WebAssembly.Instance.prototype, "exports", {
        get() {
          const exports = get.call(this);
          if (exports.memory && !known.has(exports.memory)) {
            known.add(exports.memory);
            globalThis.memories.push(new WeakRef(exports.memory));
          }
          return exports;
        },
      });
    });

  /** Which words are in the page's memory, and which in each memory of a wasm that is still there. */
  async function remembered(page, words) {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("HeapProfiler.enable");
    await devtools.send("HeapProfiler.collectGarbage");
    const chunks = [];
    devtools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
    await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    const { strings } = JSON.parse(chunks.join(""));
    const memories = await page.evaluate(() =>
      Promise.all(
        globalThis.memories.map(async (one) => {
          const bytes = one.deref()?.buffer;
          if (!bytes) return null;
          const reader = new FileReader();
          reader.readAsDataURL(new Blob([bytes]));
          await new Promise((resolve) => (reader.onload = resolve));
          return reader.result.split(",")[1];
        }),
      ),
    );
    await devtools.detach();
    return {
      heap: foundIn(Buffer.from(strings.join("\n")), words),
      wasm: memories.filter((one) => one !== null).map((one) => foundIn(Buffer.from(one, "base64"), words)),
    };
  }

  const ENDS = {
    "after finishing": async (screening) => {
      await screening.finish();
      // What the page around was handed is its own to keep or to forget.
      await screening.page.evaluate(() => {
        for (const heard of Object.values(globalThis.heard)) heard.length = 0;
      });
    },
    "after leaving": async (screening) => {
      const asked = screening.page.waitForRequest("**/neutral.html");
      await screening.button("leave").click();
      await asked;
    },
    "after it was taken out": ({ host }) => host.evaluate((element) => element.remove()),
  };
  for (const [when, end] of Object.entries(ENDS)) {
    test(`no word of it is left ${when}, where all of them were`, async ({ page }) => {
      // No other page comes: this one can still be asked.
      await page.route("**/neutral.html", (route) => route.fulfill({ status: 204 }));
      await noteMemories(page);
      const screening = await openKinds(page, "fr");
      const words = canaries();
      await tell(screening, words);
      const before = await remembered(page, words);
      expect(before.heap).toEqual(ALL);
      expect(before.wasm).toContainEqual(ALL);
      await end(screening);
      const after = await remembered(page, words);
      expect(after.heap).toEqual([]);
      expect(after.wasm.flat()).toEqual([]);
      expect(after.wasm.length, "memories that were given up").toBeLessThan(before.wasm.length);
    });
  }
});
