// The policies that the README names (E8, K2): each build works under its own, as it stands there, and nothing is loaded that it forbids.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync } from "node:zlib";

import { caseOf, form } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8").replace(/\s+/g, " ");
const [, NEEDED] = readme.match(/needs no more than `([^`]+)`/);
const [, INLINE] = readme.match(/may have the policy `([^`]+)`/);
const [, ...WEIGHTS] = readme.match(/every form and language too \(([\d.]+) MB, ([\d.]+) once compressed\)/);
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types 'none'";

/** Serves a page under this policy and no other. */
const under = (view, policy, path) =>
  view.route(path, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });

/** What the page asks for from here on, by path. */
function asked(view) {
  const paths = [];
  view.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

/** The class that is handed over at the end of an interview, and how often the policy was violated. */
async function toTheEnd(view, screening, played) {
  await screening.playToTheEnd(played);
  const ends = (await screening.events()).filter(({ type }) => type === "nrm-complete");
  expect(ends.map(({ detail }) => detail.assessment.outcome.class)).toEqual([played.expect.class]);
  expect(await view.evaluate(() => globalThis.heard.violations)).toEqual([]);
}

/** That the policy is in force: what it forbids is refused, and the page hears of it. */
async function expectForbidden(view, address) {
  expect(await view.evaluate((place) => fetch(place).then(() => "fetched", () => "refused"), address)).toBe("refused");
  await expect.poll(() => view.evaluate(() => globalThis.heard.violations.map((one) => one.split(" ")[0]))).toEqual(["connect-src"]);
}

test.describe("under the policies of the README", () => {
  // Every test ends with what its policy forbids.
  test.use({ noise: /Content Security Policy|connect-src/ });

  test("the inline build is one module, fetches nothing, and holds an interview to its end", async ({ page: view }) => {
    expect(INLINE.split("; ")).toEqual(expect.arrayContaining(["connect-src 'none'", "require-trusted-types-for 'script'"]));
    await under(view, INLINE, "/pages/inline.html");
    const paths = asked(view);
    await view.goto("/pages/inline.html");
    await toTheEnd(view, new Screening(view, "fr"), caseOf("deceived_and_exploited"));
    expect(paths).toEqual(["/pages/inline.html", "/pages/inline.js", "/pages/heard.js", "/nrm-screening/inline.js"]);
    await expectForbidden(view, "/neutral.html");
  });

  test("it weighs what the README says", () => {
    const bytes = readFileSync(createRequire(import.meta.url).resolve("nrm-screening/inline"));
    expect([bytes, brotliCompressSync(bytes)].map(({ length }) => (length / 1e6).toFixed(1))).toEqual(WEIGHTS);
  });

  test("it has every form and language, the compiler, and paper", async ({ page: view }) => {
    await view.addInitScript(() => {
      globalThis.print = () => (globalThis.printed = document.querySelectorAll("nrm-paper").length);
    });
    await under(view, INLINE, "/pages/inline.html");
    const paths = asked(view);
    await view.goto("/pages/inline.html");
    const screening = new Screening(view, "ar");
    const ready = async (act, given) => {
      const before = (await screening.events()).length;
      await screening.host.evaluate(act, given);
      await expect.poll(async () => (await screening.events()).slice(before).map(({ type }) => type)).toEqual(["nrm-ready"]);
    };
    await new Screening(view, "fr").title("beforeTitle").waitFor();
    for (const id of ["nrm-identification", "nrm-needs", "nrm-risk", "nrm-referral"]) await ready((host, name) => (host.form = name), id);
    // As JSON, which the compiler has to read.
    await ready((host, definition) => Object.assign(host, { definition, lang: "ar" }), JSON.stringify(form));
    await ready((host) => Object.assign(host, { definition: null, form: "nrm-detection" }));
    await screening.play(caseOf("everything_no"));
    await screening.button("print").click();
    await screening.button("printNow").click();
    await expect.poll(() => view.evaluate(() => globalThis.printed)).toBe(1);
    expect(paths.filter((path) => path.startsWith("/nrm-screening/"))).toEqual(["/nrm-screening/inline.js"]);
    expect(await view.evaluate(() => globalThis.heard.violations)).toEqual([]);
    await expectForbidden(view, "/neutral.html");
  });

  test("the build of many files needs what the README says, and nothing of Trusted Types", async ({ page: view }) => {
    // The picture is the page's own icon.
    await under(view, `default-src 'none'; img-src 'self'; ${NEEDED}; ${TRUSTED_TYPES}`, "/pages/interview.html*");
    await view.goto("/pages/interview.html?language=fr");
    await toTheEnd(view, new Screening(view, "fr"), caseOf("deceived_and_exploited"));
    await expectForbidden(view, "data:,");
  });
});
