// What `docs/hosts.md` tells a portal to do around the element, as the samples do it: a frame without an origin (P6), a page that needs
// no network, a record that is sealed before it leaves.
import { webcrypto } from "node:crypto";

import { caseOf, form } from "./support/form.mjs";
import { FRAMED, host } from "./support/host.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test as base } from "./support/test.mjs";

const RECEIVED = `Dossier reçu : ${form.id} ${form.version}`;
const played = caseOf("deceived_and_exploited");

const test = base.extend({
  /** Serves a sample until the test ends. */
  serve: async ({ page: view }, use) => {
    const open = [];
    await use(async (...given) => {
      const served = await host(...given);
      open.push(served);
      return served;
    });
    await view.close();
    await Promise.all(open.map((served) => served.close()));
  },
});

test.describe("in a frame without an origin", () => {
  // The tests try what the frame's policy forbids.
  test.use({ noise: /Content Security Policy|connect-src|Blocked (a frame|opening)/ });

  const inside = (view) => new Screening(view, "fr", view.frameLocator("iframe").locator("nrm-screening"));

  test("an interview goes to its end, and the record goes to the page around and to nobody else", async ({ page: view, serve }) => {
    const { address } = await serve("iframe", FRAMED);
    await view.goto(address);
    const screening = inside(view);
    await screening.playToTheEnd(played);
    await expect(view.getByRole("status")).toHaveText(RECEIVED);
    const tried = await screening.host.evaluate(async () => {
      const attempt = async (act) => {
        try {
          return String(await act());
        } catch (error) {
          return error.name;
        }
      };
      return {
        origin: self.origin,
        storage: await attempt(() => localStorage.length),
        around: await attempt(() => parent.document.title),
        fetched: await attempt(() => fetch("./frame.html").then(({ ok }) => ok)),
        window: await attempt(() => open("./frame.html")),
      };
    });
    expect(tried).toEqual({ origin: "null", storage: "SecurityError", around: "SecurityError", fetched: "TypeError", window: "null" });
  });

  test("the page around takes nothing from others", async ({ page: view, serve }) => {
    const { address } = await serve("iframe", FRAMED);
    await view.goto(address);
    await inside(view).title("beforeTitle").waitFor();
    await view.evaluate(async () => {
      postMessage({ form: { id: "forged", version: "1" } }, location.origin);
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    await expect(view.getByRole("status")).toHaveText("");
  });

  test("whoever leaves leaves the page around as well, and Back does not return", async ({ page: view, serve }) => {
    const { address } = await serve("iframe", FRAMED);
    await view.goto(address);
    await inside(view).button("leave").click();
    await view.waitForURL("**/neutral.html");
    await view.goBack();
    expect(view.url()).not.toContain(new URL(address).host);
  });
});

test("from the second visit on an interview needs no network, and only the page's own files are kept", async ({ page: view, serve }) => {
  const served = await serve("offline");
  await view.goto(served.address);
  await view.evaluate(() => navigator.serviceWorker.ready);
  await served.close();
  await view.reload();
  await new Screening(view, "fr").playToTheEnd(played);
  await expect(view.getByRole("status")).toHaveText(RECEIVED);
  const kept = await view.evaluate(async () => {
    const caught = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return { files: caught.flat().map(({ url }) => new URL(url).pathname), stored: localStorage.length + sessionStorage.length, bases: await indexedDB.databases() };
  });
  expect(kept).toEqual({ files: ["/", "/portal.js", "/nrm-screening/inline.js"], stored: 0, bases: [] });
});

test.describe("the record", () => {
  test.use({ noise: /503/ });

  test("leaves the page sealed, opens with the agency's key alone, and is sent again if it did not arrive", async ({ page: view, serve }) => {
    const { subtle } = webcrypto;
    const wrapping = { name: "RSA-OAEP", hash: "SHA-256", modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) };
    const { publicKey, privateKey } = await subtle.generateKey(wrapping, true, ["wrapKey", "unwrapKey"]);
    const posted = [];
    const { address } = await serve("record", {
      files: { "/agency-key.json": JSON.stringify(await subtle.exportKey("jwk", publicKey)) },
      post: (path, body) => (posted.push([path, body]) > 1 ? 204 : 503),
    });
    await view.addInitScript(() => addEventListener("nrm-complete", ({ detail }) => (globalThis.handedOver = detail), true));
    await view.goto(address);
    await new Screening(view, "fr").playToTheEnd(played);
    const status = view.getByRole("status");
    await expect(status).toContainText("n’a pas pu être remis");
    await view.getByRole("button", { name: "Réessayer" }).click();
    await expect(status).toHaveText("Le dossier a été remis.");
    expect(posted.map(([path]) => path)).toEqual(["/records", "/records"]);
    const [[, first], [, body]] = posted;
    expect(body.equals(first)).toBe(true);
    expect((body.length - 384 - 12 - 16) % 8192).toBe(0);
    const [wrapped, iv, sealed] = [body.subarray(0, 384), body.subarray(384, 396), body.subarray(396)];
    const key = await subtle.unwrapKey("raw", wrapped, privateKey, wrapping, { name: "AES-GCM" }, false, ["decrypt"]);
    const opened = Buffer.from(await subtle.decrypt({ name: "AES-GCM", iv }, key, sealed)).toString("utf8");
    const record = JSON.parse(opened);
    expect(record).toEqual(await view.evaluate(() => globalThis.handedOver));
    expect(record.class).toBe(played.expect.class);
    // What anybody on the way can read of it: nothing that stands in it.
    for (const told of [form.id, played.expect.class, "age_group"]) {
      expect(opened).toContain(told);
      expect(body.includes(told)).toBe(false);
    }
    const { privateKey: another } = await subtle.generateKey(wrapping, false, ["wrapKey", "unwrapKey"]);
    await expect(subtle.unwrapKey("raw", wrapped, another, wrapping, { name: "AES-GCM" }, false, ["decrypt"])).rejects.toThrow();
  });
});
