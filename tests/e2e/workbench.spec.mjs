// The workbench: a form is broken and mended, its cases run, its languages seen, compared and saved; nothing leaves, nothing stays.
import { readFileSync } from "node:fs";

import { audit, expectNothingFound } from "./support/audit.mjs";
import { expect, test } from "./support/test.mjs";

const FORM = readFileSync(new URL("../../schemas/forms/nrm-detection/0.2.0/form.json", import.meta.url), "utf8");
/** What `nrm-forms new` begins with. */
const start = (name) => readFileSync(new URL(`../../src/maintain/start/${name}.en.json`, import.meta.url), "utf8").replaceAll("{id}", "arrival");
/** An expression that names an item, and one that names none. */
const RIGHT = "papers == 'taken'";
const WRONG = "paper == 'taken'";

class Workbench {
  constructor(page) {
    this.page = page;
    this.editor = page.locator(".cm-content");
    this.found = page.locator("#found > li");
    this.screening = page.frameLocator("#preview").locator("nrm-screening");
  }

  /** Opens the page; what the test of the page lacks is a picker that a person would see. */
  static async open(page, picker = false) {
    await page.addInitScript((has) => has || delete globalThis.showDirectoryPicker, picker);
    await page.goto("/workbench/");
    const bench = new Workbench(page);
    await bench.screening.locator(".page h1, .page legend").first().waitFor();
    return bench;
  }

  speak(language) {
    return this.page.locator("#language").selectOption(language);
  }

  /** Opens files as a person does who chooses them. */
  async choose(files) {
    const [field] = await Promise.all([this.page.waitForEvent("filechooser"), this.page.locator("#open").click()]);
    const each = Object.entries(files).map(([name, text]) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) }));
    await field.setFiles(each);
  }

  /** Types over what is found first. */
  async replace(wanted, text) {
    await this.editor.press("ControlOrMeta+f");
    const field = this.page.locator(".cm-search [name=search]");
    await field.fill("");
    await field.pressSequentially(wanted);
    await field.press("Enter");
    await field.press("Escape");
    await this.page.keyboard.insertText(text);
  }

  async expectAccessible(state) {
    await expectNothingFound(audit(this.page).exclude("#preview"), state);
    const small = await this.page.evaluate(() => {
      const targets = [...document.querySelectorAll("button, select, input")].filter((one) => one.checkVisibility());
      const boxes = targets.map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()]);
      return boxes.filter(([, { width, height }]) => Math.min(width, height) < 43.9).map(([one]) => one.outerHTML);
    });
    expect(small, `targets of ${state}`).toEqual([]);
  }
}

test("a form is broken, mended, tried, seen in Arabic, compared and saved; nothing leaves and nothing stays", async ({ page, context }) => {
  const asked = [];
  context.on("request", (request) => asked.push(request.url()));
  const bench = await Workbench.open(page);
  await bench.speak("fr");
  await expect(page.locator("#weight")).toHaveText("Rien à signaler");

  await test.step("broken: the place is marked, told and gone to; what is beside is the last right state", async () => {
    await bench.replace(RIGHT, WRONG);
    await expect(bench.found).toHaveCount(1);
    await expect(bench.found).toContainText("paper");
    const line = FORM.slice(0, FORM.indexOf(RIGHT)).split("\n").length;
    await expect(bench.found).toContainText(`ligne ${line}`);
    await expect(page.locator(".cm-lintRange-error")).toHaveText("paper");
    await expect(page.locator("#publish")).toHaveText("Publier : erreurs 1");
    await expect(page.locator(".preview .stale")).toBeVisible();
    await page.locator(".cm-scroller").evaluate((scroller) => scroller.scrollTo(0, 0));
    await bench.found.getByRole("button").click();
    await expect(page.locator(".cm-activeLineGutter")).toHaveText(String(line));
    await expect(bench.editor).toBeFocused();
  });

  await test.step("mended by undoing: nothing is found", async () => {
    await page.keyboard.press("ControlOrMeta+z");
    await expect(page.locator("#weight")).toHaveText("Rien à signaler");
    await expect(page.locator(".preview .stale")).toBeHidden();
  });

  await test.step("the schema completes and explains", async () => {
    await bench.editor.press("ControlOrMeta+Home");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type('"sco');
    await expect(page.locator(".cm-tooltip-autocomplete [aria-selected]")).toHaveText("scores");
    await page.keyboard.press("Escape");
    for (let times = 0; times < 3; times += 1) await page.keyboard.press("ControlOrMeta+z");
    await page.locator("#editor .cm-line", { hasText: '"sourceLanguage"' }).locator("span").first().hover();
    await expect(page.locator(".cm-tooltip-hover")).toContainText("Language of the texts in this file");
  });

  await test.step("the keyboard comes out of the editor", async () => {
    await bench.editor.focus();
    await page.keyboard.press("Tab");
    await expect(bench.editor).not.toBeFocused();
  });

  await test.step("a rule is changed: a case comes to something else, and why is told", async () => {
    const held = await page.locator("#held").textContent();
    const [all] = held.split(" ");
    expect(held).toBe(`${all} sur ${all}`);
    await bench.replace(RIGHT, "papers == 'self'");
    await expect(page.locator(".cases .differs").first()).toBeVisible();
    await expect(page.locator(".cases .differs .why tbody tr").first()).toBeVisible();
  });

  await test.step("compared with the version that was published: item by item, and the number it demands", async () => {
    await page.locator("#compare").click();
    await expect(page.locator("#view-title")).toBeFocused();
    await expect(page.locator("#view .sum")).toBeVisible({ timeout: 30_000 });
    await page.locator("#view-tools select").selectOption({ label: "la version ouverte" });
    await expect(page.locator("#view .list code").first()).toHaveText(/^indicators\./, { timeout: 30_000 });
    await expect(page.locator("#view .found")).toContainText("0.3.0");
    await page.locator("#back").click();
    await expect(page.locator("#compare")).toBeFocused();
  });

  await test.step("in Arabic, page and form", async () => {
    await bench.speak("ar");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await page.locator("#tongues button", { hasText: "ar" }).click();
    await expect(bench.screening).toHaveAttribute("lang", "ar");
    await expect(bench.screening.locator("[lang=ar]").first()).toBeVisible();
    await page.locator("#texts").click();
    await page.locator("#view-tools input").uncheck();
    await expect(page.locator("#view tbody tr").first().locator("td")).toHaveCount(3);
    await page.locator("#texts").click();
    await bench.speak("fr");
  });

  await test.step("saved: what was changed, as it is written", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
    expect(download.suggestedFilename()).toBe("form.json");
    expect(readFileSync(await download.path(), "utf8")).toBe(FORM.replace(RIGHT, "papers == 'self'"));
    await expect(page.locator("#said")).toHaveText("Enregistré : form.json");
  });

  await test.step("the person's own files", async () => {
    const texts = `{"format": 1, "form": "nrm-detection", "version": "0.2.0", "language": "ar", "review": "none", "texts": {"title": ["00000000", "عنوان"]}}`;
    await bench.choose({ "form.json": FORM, "ar.json": texts });
    await expect(page.locator("#file option")).toHaveText(["form.json", "texts/ar.json"]);
    await expect(page.locator("#cases")).toContainText("Aucun fichier cases.json");
    await page.locator("#texts").click();
    await expect(page.locator("#view td.stale")).toContainText("plus ancienne que le texte");
  });

  const own = new URL("/workbench/", page.url()).href;
  expect(asked.filter((url) => !url.startsWith(own) && !url.startsWith(`blob:${new URL(own).origin}`))).toEqual([]);
  expect(await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length])).toEqual([0, 0, "", 0, 0]);
});

test("what it shows can be reached, read and pressed by everyone, in French and in Arabic", async ({ page }) => {
  const bench = await Workbench.open(page);
  await bench.speak("fr");
  const texts = `{"format": 1, "form": "arrival", "version": "0.1.0", "language": "ar", "review": "none", "texts": {"title": ["00000000", "عنوان"]}}`;
  await bench.choose({ "form.json": start("form"), "cases.json": start("cases"), "ar.json": texts });
  await expect(page.locator("#file option")).toHaveText(["form.json", "cases.json", "texts/ar.json"]);
  await expect(page.locator("#held")).toHaveText("9 sur 9");
  await bench.expectAccessible("translations that are missing and stale");
  await bench.replace(RIGHT, "papers == 'self'");
  await expect(page.locator(".cases .differs").first()).toBeVisible();
  await bench.expectAccessible("cases that come to something else");
  await bench.speak("ar");
  await page.locator("#compare").click();
  await expect(page.locator("#view .list").first()).toBeVisible({ timeout: 30_000 });
  await bench.expectAccessible("a comparison");
  await page.locator("#texts").click();
  await expect(page.locator("#view td.stale")).toHaveCount(1);
  await bench.expectAccessible("the translations");
  await page.locator("#texts").click();
  await bench.replace("papers == 'self'", WRONG);
  await expect(bench.found.first()).toContainText("paper");
  await page.locator("#frames button").last().click();
  await bench.expectAccessible("an error, and the form as on a desk");
});

test("a folder is opened and written back, whole, where the browser can", async ({ page }) => {
  const bench = await Workbench.open(page, true);
  await bench.speak("fr");
  // The folder of the origin's own files stands for the one that a person would choose.
  await page.evaluate(async (form) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("version", { create: true });
    const out = await (await folder.getFileHandle("form.json", { create: true })).createWritable();
    await out.write(form);
    await out.close();
    globalThis.showDirectoryPicker = async () => folder;
  }, FORM);
  await page.locator("#open").click();
  await expect(page.locator("#file option")).toHaveText(["form.json"]);
  await bench.replace(RIGHT, "papers == 'self'");
  await expect(page.locator("#version")).toContainText("modifié");
  await bench.editor.press("ControlOrMeta+s");
  await expect(page.locator("#said")).toHaveText("Enregistré : form.json");
  const written = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("version");
    return (await (await folder.getFileHandle("form.json")).getFile()).text();
  });
  expect(written).toBe(FORM.replace(RIGHT, "papers == 'self'"));
});
