// Nothing leaves (P1 to P3, P6): the browser runs in a network of its own, in which every packet is counted, and sinks for names, TCP and
// UDP tell where it was to go. Whatever a page can do to send something is done by one, to see that it would be noticed.
import { chromium } from "@playwright/test";

import { caseOf } from "./support/form.mjs";
import { enclosable, enclose } from "./support/enclosure.mjs";
import { FRAMED, host } from "./support/host.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test as base } from "./support/test.mjs";
import { leak, OUT, unnoticed } from "./support/ways.mjs";
import config from "./playwright.config.mjs";

const { launchOptions } = config.use;
/** It speaks QUIC here, as one way out goes by it. What a browser asks of its maker of its own accord is no name. */
const ARGUMENTS = [
  ...launchOptions.args.filter((argument) => argument !== "--disable-quic"),
  `--host-resolver-rules=${["google.com", "googleapis.com", "gstatic.com"].map((name) => `MAP *.${name} ~NOTFOUND`)}`,
];
/** A case for each language, so that they take different ways through the form. */
const CASES = { fr: "deceived_and_exploited", en: "child_of_nine_asking_for_money", ar: "sold_and_made_to_work" };

const test = base.extend({
  enclosure: [
    async ({}, use) => {
      const enclosure = await enclose(launchOptions.executablePath);
      await enclosure.letIn(config.use.baseURL);
      await use(enclosure);
      await enclosure.close();
    },
    { scope: "worker" },
  ],
  /** A profile as people have one: a browser that keeps nothing of its pages looks less ahead, and hides ways out. */
  context: async ({ enclosure, baseURL }, use) => {
    // What the browser of the test before sent last is not this one's.
    await enclosure.heard();
    const context = await chromium.launchPersistentContext("", { ...launchOptions, args: ARGUMENTS, executablePath: enclosure.program, baseURL });
    await use(context);
    await context.close();
  },
  /** Serves a sample until the test ends. */
  serve: async ({ enclosure, page }, use) => {
    const open = [];
    await use(async (...given) => {
      const served = await host(...given);
      open.push(served);
      await enclosure.letIn(served.address);
      return served;
    });
    await page.close();
    await Promise.all(open.map((served) => served.close()));
  },
});

const LACKING = "NOT RUN: a network of its own takes Linux with unshare, nsenter and ip, and either root or user namespaces";
if (!enclosable) console.log(LACKING);
test.skip(!enclosable, LACKING);

/** What reached the sinks until no packet has passed for half a second: what the page loads ahead is there then. */
async function settled(enclosure) {
  const sinks = [];
  const passed = async () => {
    const heard = await enclosure.heard();
    sinks.push(...heard.sinks);
    return heard.packets;
  };
  await expect.poll(passed, { intervals: [500], timeout: 30_000 }).toBe(0);
  return sinks;
}

for (const [language, id] of Object.entries(CASES)) {
  test(`a whole interview sends not one packet, in ${language}`, async ({ page, enclosure }) => {
    const screening = await Screening.open(page, language);
    // What makes the hand-over is loaded ahead, whenever the page has time.
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("nrm_engine_bg.wasm")));
    expect(await settled(enclosure), "to others, while it opens").toEqual([]);
    await screening.play(caseOf(id));
    await screening.unfoldReasons();
    await screening.button("hide").click();
    await screening.button("resume").click();
    await screening.finish();
    expect((await screening.events()).map(({ type }) => type)).toContain("nrm-complete");
    expect(await enclosure.heard()).toEqual({ packets: 0, sinks: [] });
    // The neutral page is the portal's own.
    await screening.button("leave").click();
    await page.waitForURL("**/neutral.html");
    expect(await settled(enclosure), "to others, by leaving").toEqual([]);
  });
}

test.describe("of many ways out", () => {
  // Whatever is refused is told in the console, in words of many kinds.
  test.use({ noise: /./ });

  /** What reached the sinks once every way was tried in a frame: until it is `enough`, or for a while. */
  async function tried(frame, enclosure, enough = () => true) {
    const sinks = new Set(await settled(enclosure));
    const ways = await frame.evaluate(leak, OUT);
    for (let times = 0; times < 20; times += 1) {
      await frame.page().waitForTimeout(500);
      for (const one of (await enclosure.heard()).sinks) sinks.add(one);
      if (enough(ways, sinks)) break;
    }
    return { ways, sinks };
  }

  test("each is noticed where no policy forbids it, by its name, its connection or its packets", async ({ page, enclosure, serve }) => {
    const { address } = await serve("iframe", {
      files: { "/worker.js": "onmessage = ({ data }) => fetch(data, { mode: 'no-cors' });" },
      headers: () => ({ "content-security-policy": "", "content-security-policy-report-only": `img-src 'none'; report-uri http://report.${OUT}/` }),
    });
    await page.goto(`${address}frame.html`);
    await new Screening(page, "fr").title("beforeTitle").waitFor();
    const missing = (ways, sinks) => unnoticed([...ways, "report"], sinks);
    const { ways, sinks } = await tried(page.mainFrame(), enclosure, (ways, sinks) => missing(ways, sinks).length === 0);
    expect(ways.length).toBeGreaterThanOrEqual(28);
    expect(missing(ways, sinks)).toEqual([]);
    expect(sinks).toContain("udp stun");
  });

  test("from within a frame without an origin none sends a request, and what no policy forbids is what docs/hosts.md says", async ({ page, enclosure, serve }) => {
    const { address } = await serve("iframe", FRAMED);
    await page.goto(address);
    await new Screening(page, "fr", page.frameLocator("iframe").locator("nrm-screening")).title("beforeTitle").waitFor();
    const { sinks } = await tried(page.frames()[1], enclosure);
    const ahead = ["iframe", "navigation", "preconnect"].flatMap((way) => [`dns ${way}.${OUT}`, `tcp ${way}.${OUT}`]);
    const known = [...ahead, `dns dns-prefetch.${OUT}`, `dns webrtc.${OUT}`, "udp stun"];
    expect([...sinks].filter((one) => !known.includes(one))).toEqual([]);
  });
});
