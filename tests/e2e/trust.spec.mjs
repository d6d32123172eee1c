// Keys are pinned: what is signed opens, what is not is refused by its code, and the interview that is open goes on. The attacks, one by
// one, are in `tests/node/trust.test.mjs`.
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { A, B, C, MANIFEST, detection, envelope, manifest, pin, root } from "../node/support/signing.mjs";

const FILES = detection();
const ROOT = root([A, B, C], { expires: "2099-12-31" });
const DAYS = { date: "2026-11-01", expires: "2090-11-01" };
/** Days before the day of the test, or after it. */
const away = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const signed = (more = {}, keys = [A, B]) => ({ root: ROOT, envelope: envelope(MANIFEST, manifest(FILES, { ...DAYS, ...more }), keys), files: FILES });

/** Puts an element on the page that has nothing but pins and a signed form. */
async function open(page, given, { language = "fr", ...attributes } = {}) {
  await page.goto("/pages/empty.html");
  const asked = { form: "nrm-detection", "trusted-root": pin(ROOT), lang: language, ...attributes };
  await page.evaluate(
    async ([given, asked]) => {
      const screening = document.createElement("nrm-screening");
      for (const [name, value] of Object.entries(asked)) screening.setAttribute(name, value);
      globalThis.hear(screening, "element");
      screening.signed = given;
      document.querySelector("main").append(screening);
      // The form of the package is there as well, and is not taken.
      for (const file of ["forms/nrm-detection.js", "languages/ar.js", "define.js"]) await import(`/nrm-screening/${file}`);
    },
    [given, asked],
  );
  return new Screening(page, language);
}

const set = (screening, given) => screening.host.evaluate((host, given) => void (host.signed = given), given);
const told = async (screening, type) => (await screening.events()).filter((one) => one.type === type).map(({ detail }) => detail);
const last = async (screening) => (await told(screening, "nrm-error")).at(-1)?.code;

test("what is signed opens, and is verified by a part that nobody else loads", async ({ page }) => {
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname.split("/").at(-1)));
  await Screening.open(page, "fr");
  expect(loaded.filter((name) => /verify|trust|compile/.test(name))).toEqual([]);
  const screening = await open(page, signed(), { "min-form-version": "0.2.0" });
  await screening.title("beforeTitle").waitFor();
  await screening.button("start").click();
  await screening.group("danger").waitFor();
  expect(loaded).toEqual(expect.arrayContaining(["verify.js", "trust.js", "nrm_verify_bg.wasm", "nrm_compile_bg.wasm"]));
  expect([await told(screening, "nrm-error"), await told(screening, "nrm-stale")]).toEqual([[], []]);
});

test("what is refused leaves the interview as it is, at its question and with its answers", async ({ page }) => {
  const screening = await open(page, signed());
  await screening.title("beforeTitle").waitFor();
  await screening.button("start").click();
  await screening.pick("danger", "no");
  const refusals = [
    [signed({}, [A]), "signatures-missing"],
    [{ ...signed(), root: `${ROOT} ` }, "root-not-pinned"],
    [{ ...signed(), files: { ...FILES, "texts/ar.json": FILES["texts/en.json"] } }, "file-changed"],
    [signed({ date: "2026-10-01" }), "version-rolled-back"],
    [signed({ expires: "2026-11-01", date: "2025-11-01" }), "version-rolled-back"],
  ];
  for (const [given, code] of refusals) {
    const before = (await told(screening, "nrm-error")).length;
    await set(screening, given);
    await expect.poll(async () => (await told(screening, "nrm-error")).length).toBe(before + 1);
    expect(await last(screening)).toBe(code);
    await expect(screening.choice("danger", "no")).toBeChecked();
  }
  // What is taken begins a new interview.
  await set(screening, signed());
  await screening.title("beforeTitle").waitFor();
});

test("where nothing is open yet the failure page says the code, and the form of the package does not stand in", async ({ page }) => {
  const screening = await open(page, signed({}, [A]));
  await expect(screening.host.getByText("signatures-missing")).toBeVisible();
  expect(await last(screening)).toBe("signatures-missing");
  await set(screening, null);
  await expect.poll(() => last(screening)).toBe("form-missing");
  await set(screening, signed());
  await screening.title("beforeTitle").waitFor();
});

for (const language of ["fr", "ar"]) {
  test(`a form that expired says so above every page, and opens for a while: ${language}`, async ({ page }) => {
    const expires = away(10);
    const screening = await open(page, signed({ date: "2025-01-01", expires }), { language });
    await screening.title("beforeTitle").waitFor();
    const banner = screening.host.getByText(screening.word("formStale"));
    await expect(banner).toBeVisible();
    expect(await told(screening, "nrm-stale")).toEqual([{ age: "stale", date: "2025-01-01", expires }]);
    await screening.button("start").click();
    await screening.group("danger").waitFor();
    await expect(banner).toBeVisible();
    if (process.env.NRM_PICTURES) await page.screenshot({ path: `${process.env.NRM_PICTURES}/stale-${language}.png` });
    await set(screening, signed());
    await expect(banner).toHaveCount(0);
  });
}

test("after the time of grace it is refused, unless the host wants it", async ({ page }) => {
  const old = signed({ date: "2025-01-01", expires: away(92) });
  const refused = await open(page, old);
  await expect(refused.host.getByText("expired")).toBeVisible();
  const screening = await open(page, old, { "allow-stale": "" });
  await screening.title("beforeTitle").waitFor();
  expect((await told(screening, "nrm-stale"))[0].age).toBe("expired");
});
