// What goes wrong on the way to the first question: a message in the worker's language and a code for the portal.
import { caseOf, form, word } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const definition = JSON.stringify(form);

/** The element says in words that it cannot open, and tells the portal why by code, once. */
async function expectRefusal(page, language, code, title = "formError") {
  const screening = new Screening(page, language);
  await expect(screening.title(title)).toBeVisible();
  await expect(screening.host.getByText(word(language, "failureReference", { code }))).toBeVisible();
  await expect(screening.button("leave")).toBeVisible();
  expect((await screening.events()).at(-1)).toEqual({ type: "nrm-error", detail: { code } });
  return screening;
}

const HOSTED = [
  ["missing-wasm", "wasm-missing"],
  ["html-wasm", "wasm-invalid"],
  ["truncated", "wasm-invalid"],
];

test.describe("the wasm is badly hosted", () => {
  test.use({ noise: /404|Failed to load resource/ });

  for (const [fault, code] of HOSTED) {
    for (const language of ["fr", "ar"]) {
      test(`${fault} in ${language}`, async ({ page }) => {
        await page.goto(`/pages/interview.html?${new URLSearchParams({ language, from: `/faults/${fault}/` })}`);
        await expectRefusal(page, language, code);
      });
    }
  }
});

test.describe("the network is gone before the wasm has come", () => {
  test.use({ noise: /Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_FAILED/ });

  for (const language of ["fr", "ar"]) {
    test(`it is said, and once the network is back the form opens, in ${language}`, async ({ page }) => {
      await page.route("**/*.wasm", (route) => route.abort("internetdisconnected"));
      await page.goto(`/pages/interview.html?language=${language}`);
      const screening = await expectRefusal(page, language, "wasm-missing");
      await page.unroute("**/*.wasm");
      await screening.button("retry").click();
      await screening.title("beforeTitle").waitFor();
    });
  }
});

test("a wrong media type does no harm", async ({ page }) => {
  await Screening.open(page, "fr", { from: "/faults/wrong-mime/" });
});

test.describe("the page's policy forbids wasm", () => {
  test.use({ noise: /Content Security Policy|WebAssembly/ });

  test("a policy without 'wasm-unsafe-eval'", async ({ page }) => {
    await page.goto("/pages/no-wasm.html?language=fr");
    await expectRefusal(page, "fr", "csp-wasm");
  });
});

test.describe("the compiler is badly hosted", () => {
  test.use({ noise: /404|Failed to load resource/ });

  for (const lost of ["wasm/nrm_compile_bg.wasm", "compile.js"]) {
    test(`${lost} is missing: a form of the package opens, one given as JSON says so`, async ({ page }) => {
      await page.route(`**/nrm-screening/${lost}`, (route) => route.fulfill({ status: 404 }));
      await Screening.open(page, "fr");
      await page.goto("/pages/empty.html");
      await page.waitForFunction(() => globalThis.openScreening);
      await page.evaluate((given) => globalThis.openScreening(given), { language: "fr", definition });
      await expectRefusal(page, "fr", "wasm-missing");
    });
  }

  test("once it is there again, the form opens", async ({ page }) => {
    const lost = "**/nrm_compile_bg.wasm";
    await page.route(lost, (route) => route.fulfill({ status: 404 }));
    await page.goto("/pages/empty.html");
    await page.waitForFunction(() => globalThis.openScreening);
    await page.evaluate((given) => globalThis.openScreening(given), { language: "fr", definition });
    const screening = await expectRefusal(page, "fr", "wasm-missing");
    await page.unroute(lost);
    await screening.button("retry").click();
    await screening.title("beforeTitle").waitFor();
  });
});

const ended = async (screening) => (await screening.events()).filter(({ type }) => type === "nrm-complete");

test.describe("the engine that makes the hand-over is badly hosted", () => {
  test.use({ noise: /404|Failed to load resource/ });

  test("nothing is lost, and once it is there the interview is handed over", async ({ page }) => {
    const lost = "**/nrm_engine_bg.wasm";
    await page.route(lost, (route) => route.fulfill({ status: 404 }));
    const screening = await Screening.open(page, "fr");
    const played = caseOf("deceived_and_exploited");
    await screening.play(played);
    await screening.button("finish").click();
    await screening.button("finishYes").click();
    await expect(screening.title("failureTitle")).toBeFocused();
    expect(await ended(screening)).toEqual([]);
    expect((await screening.events()).at(-1)).toEqual({ type: "nrm-error", detail: { code: "wasm-missing" } });
    await page.unroute(lost);
    await screening.button("failureResume").click();
    await screening.button("finishYes").click();
    await screening.title("finishedTitle").waitFor();
    const ends = await ended(screening);
    expect(ends.map(({ detail }) => detail.class)).toEqual([played.expect.class]);
    expect(ends[0].detail.answers).toContainEqual({ item: "age_group", by: "worker", code: played.answers.age_group });
  });

  for (const lost of ["record.js", "wasm/nrm_record.js"]) {
    test(`${lost} is missing: the answers stay and can be gone through`, async ({ page }) => {
      await page.route(`**/nrm-screening/${lost}`, (route) => route.fulfill({ status: 404 }));
      const screening = await Screening.open(page, "ar");
      await screening.play(caseOf("everything_no"));
      await screening.button("finish").click();
      await screening.button("finishYes").click();
      await expect(screening.title("failureTitle")).toBeVisible();
      expect((await screening.events()).at(-1)).toEqual({ type: "nrm-error", detail: { code: "wasm-missing" } });
      await screening.button("failureResume").click();
      await expect(screening.button("finishYes")).toBeVisible();
      expect(await ended(screening)).toEqual([]);
    });
  }
});

test("a hand-over that is on its way is called off by whatever else is done", async ({ page }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/nrm_engine_bg.wasm", async (route) => {
    await held;
    await route.continue();
  });
  const screening = await Screening.open(page, "fr");
  await screening.play(caseOf("everything_no"));
  await screening.button("finish").click();
  await screening.button("finishYes").click();
  await expect(screening.host.locator(".area")).toHaveAttribute("aria-busy", "true");
  await screening.button("backToAnswers").click();
  await expect(screening.host.locator(".area")).toHaveAttribute("aria-busy", "false");
  const arrived = page.waitForResponse("**/nrm_engine_bg.wasm");
  release();
  await arrived;
  await screening.title("checkTitle").waitFor();
  expect(await ended(screening)).toEqual([]);
  await screening.button("seeResult").click();
  await screening.finish();
  expect(await ended(screening)).toHaveLength(1);
});

test("the engine traps at the end: nothing is handed over, and the next try begins afresh", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.play(caseOf("everything_no"));
  await page.evaluate(async () => {
    const { NrmForm } = await import("/nrm-screening/wasm/nrm_record.js");
    const { restore } = NrmForm.prototype;
    // Reads outside the memory of the wasm, once: a real trap.
    NrmForm.prototype.restore = function (text) {
      NrmForm.prototype.restore = restore;
      const interview = restore.call(this, text);
      interview.__wbg_ptr = 0xfffffff0;
      return interview;
    };
  });
  await screening.button("finish").click();
  await screening.button("finishYes").click();
  await expect(screening.title("failureTitle")).toBeFocused();
  expect((await screening.events()).at(-1)).toEqual({ type: "nrm-error", detail: { code: "engine-failed" } });
  await screening.button("failureResume").click();
  await screening.button("finishYes").click();
  await screening.title("finishedTitle").waitFor();
  expect(await ended(screening)).toHaveLength(1);
});

/** What is wrong with the definition, the code for the portal, the first diagnostic. */
const DEFINITIONS = [
  ["empty text", " ", "form-invalid", "empty"],
  ["an error page", "<!doctype html><title>Not found</title>", "form-invalid", "json-syntax"],
  ["ten megabytes", "[".repeat(10_000_000), "form-invalid", "too-large"],
  ["a duplicate key", definition.replace('"format":1', '"format":1,"format":1'), "form-invalid", "duplicate-key"],
  ["an unknown key", definition.replace('"format":1', '"format":1,"colour":"red"'), "form-invalid", "unknown-key"],
  ["a cycle", definition.replace("age_group != 'adult'", "trusted_adult == 'alone'"), "form-invalid", "cycle"],
  ["a newer format", definition.replace('"format":1', '"format":2'), "form-newer", "newer-format"],
];

for (const [what, text, code, first] of DEFINITIONS) {
  test(`a definition with ${what} is refused`, async ({ page }) => {
    for (const language of ["fr", "ar"]) {
      await page.goto("/pages/empty.html");
      await page.waitForFunction(() => globalThis.openScreening);
      await page.evaluate((given) => globalThis.openScreening(given), { language, definition: text });
      const screening = await expectRefusal(page, language, code, code === "form-newer" ? "newerEngine" : "formError");
      const told = await screening.host.evaluate((host) => host.diagnostics);
      expect(told[0]).toMatchObject({ code: first, pointer: expect.any(String), subject: expect.any(String) });
    }
  });
}

test("everything wrong with a definition is told at once", async ({ page }) => {
  const broken = definition.replace('"by":"worker"', '"by":"nobody"').replace('"urgency":"immediate"', '"urgency":"now"');
  await page.goto("/pages/empty.html");
  await page.waitForFunction(() => globalThis.openScreening);
  await page.evaluate((given) => globalThis.openScreening(given), { language: "fr", definition: broken });
  const screening = await expectRefusal(page, "fr", "form-invalid");
  const told = await screening.host.evaluate((host) => host.diagnostics.map(({ code }) => code));
  expect(told).toEqual(["unknown-word", "unknown-word"]);
});

test("a form nobody registered is told, and opens once it is", async ({ page }) => {
  await page.goto("/pages/interview.html?language=fr&form=nowhere");
  const screening = await expectRefusal(page, "fr", "form-missing");
  await screening.host.evaluate((host) => (host.form = "nrm-detection"));
  await screening.title("beforeTitle").waitFor();
});

test("a language nobody registered is told, and the interview goes on in its own", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.host.evaluate((host) => (host.lang = "xx"));
  expect((await screening.events()).at(-1)).toEqual({ type: "nrm-error", detail: { code: "language-missing" } });
  await expect(screening.title("beforeTitle")).toBeVisible();
});
