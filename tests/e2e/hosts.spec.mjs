// The sample portals of `www/examples` (E11, K1): each is built from the package as npm would publish it, and is driven by the same test.
// `cargo xtask test --only browser` builds them; by hand `node xtask/scripts/examples.mjs www/examples target/package target/examples`.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { caseOf, choiceText, form } from "./support/form.mjs";
import { host } from "./support/host.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

const samples = fileURLToPath(new URL("../../www/examples/", import.meta.url));

/** Each sample, and whether its own code takes the element out and puts it back. */
const SAMPLES = { plain: false, vite: false, webpack: false, esbuild: false, react: true, vue: true };
/** Those with a development server that serves what is not bundled. */
const DEVELOPED = ["vite", "react", "vue"];

test.beforeEach(async ({ page: view }) => {
  // Browsers ask for this one by themselves, and a sample has none.
  await view.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await view.addInitScript(() => {
    globalThis.heard = { element: [], violations: [] };
    // On its way down, as nobody further up hears of the end.
    for (const type of ["nrm-complete", "nrm-error"]) addEventListener(type, ({ detail }) => heard.element.push({ type, detail }), true);
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => heard.violations.push(`${violatedDirective} ${blockedURI}`));
  });
});

/** Vue makes a policy of its own for Trusted Types, which a portal with Vue allows by its name. */
const allowVue = (view) =>
  view.route("/examples/vue/index.html", async (route) => {
    const response = await route.fetch();
    const policy = response.headers()["content-security-policy"];
    expect(policy).toContain("trusted-types 'none'");
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy.replace("trusted-types 'none'", "trusted-types vue") } });
  });

/** From the first page to the record in the portal's hands. */
async function drive(view, address, again) {
  const played = caseOf("deceived_and_exploited");
  await view.goto(address);
  const screening = new Screening(view, "fr");
  await screening.title("beforeTitle").waitFor();
  if (again) {
    await screening.button("start").click();
    await screening.pick("danger", "no");
    await view.getByRole("button", { name: "Fermer" }).click();
    await expect(screening.host).toHaveCount(0);
    await view.getByRole("button", { name: "Nouvel entretien" }).click();
    await screening.title("beforeTitle").waitFor();
    await screening.button("start").click();
    await expect(screening.radio("danger", choiceText("fr", "danger", "no"))).not.toBeChecked();
    await view.getByRole("button", { name: "Fermer" }).click();
    await view.getByRole("button", { name: "Nouvel entretien" }).click();
  }
  await screening.playToTheEnd(played);
  await expect(view.locator("body > [role=status], main > [role=status]")).toHaveText(`Dossier reçu : ${form.id} ${form.version}`);
  const events = await screening.events();
  expect(events.map(({ type }) => type)).toEqual(["nrm-complete"]);
  expect(events[0].detail.assessment.outcome.class).toBe(played.expect.class);
  expect(await view.evaluate(() => globalThis.heard.violations)).toEqual([]);
}

for (const [name, again] of Object.entries(SAMPLES)) {
  test(`${name}, built: an interview to its end`, async ({ page: view }) => {
    await allowVue(view);
    await drive(view, `/examples/${name}/index.html`, again);
  });
}

for (const name of DEVELOPED) {
  test(`${name}, in development: an interview to its end`, async ({ page: view }) => {
    const { createServer } = await import(pathToFileURL(createRequire(join(samples, "package.json")).resolve("vite")).href);
    const server = await createServer({ root: join(samples, name), server: { host: "127.0.0.1", port: 0 }, cacheDir: join(samples, "node_modules/.vite", name), logLevel: "error" });
    try {
      await server.listen();
      await drive(view, server.resolvedUrls.local[0], SAMPLES[name]);
    } finally {
      await server.close();
    }
  });
}

test("the ten lines of the README are a portal, outside this repository, with the package from its tarball", async ({ page: view }) => {
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const [, embedding] = readme.match(/```html\n([^`]+)```/);
  expect(embedding.trim().split("\n").length).toBeLessThanOrEqual(10);
  // A page under a strict policy keeps the module in a file of its own; `save` is the portal's.
  const [, script] = embedding.match(/<script type="module">\n([^]+?)<\/script>/);
  const page = embedding.replace(/<script type="module">[^]+?<\/script>/, '<script type="module" src="/portal.js"></script>');
  const place = await mkdtemp(join(tmpdir(), "portal-"));
  await cp(join(samples, "node_modules/nrm-screening"), join(place, "nrm-screening"), { recursive: true });
  await writeFile(join(place, "index.html"), `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Portail</title>${page}</html>`);
  await writeFile(join(place, "portal.js"), `${script}\nglobalThis.saved = [];\nfunction save(detail) { saved.push(detail); }\n`);
  const served = await host(place);
  try {
    const played = caseOf("deceived_and_exploited");
    await view.goto(served.address);
    const screening = new Screening(view, "fr");
    await screening.playToTheEnd(played);
    expect(await view.evaluate(() => globalThis.saved.map(({ assessment }) => assessment.outcome.class))).toEqual([played.expect.class]);
    expect(await view.evaluate(() => globalThis.heard.violations)).toEqual([]);
  } finally {
    await served.close();
    await rm(place, { recursive: true });
  }
});

test("the samples have the package from its tarball, not from where it was built", () => {
  const place = createRequire(join(samples, "package.json")).resolve("nrm-screening/package.json");
  expect(place).toBe(join(samples, "node_modules/nrm-screening/package.json"));
});
