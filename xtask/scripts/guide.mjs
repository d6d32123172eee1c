// The pictures of the guide: the workbench with a name misspelt in the form that `nrm-forms new` begins, and compared.
// Run by `cargo xtask screenshots`, which serves it at NRM_BASE and names the folder in NRM_OUT.
import "./fail.mjs";

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { chromium } from "playwright-core";

const { NRM_BASE: base, NRM_OUT: out, CHROMIUM: executablePath = "/usr/bin/chromium" } = process.env;
const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath, args: ["--disable-gpu", ...root] });
const start = new URL("../../src/maintain/start/", import.meta.url);
const read = async (name) => (await readFile(new URL(`${name}.en.json`, start), "utf8")).replaceAll("{id}", "arrival");

const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5, locale: "en" });
const page = await context.newPage();
await page.addInitScript(() => delete globalThis.showDirectoryPicker);
await page.goto(new URL("workbench/", base).href);
await page.locator("#held").filter({ hasText: /\d/ }).waitFor();
const [field] = await Promise.all([page.waitForEvent("filechooser"), page.locator("#open").click()]);
const files = await Promise.all(["form", "cases"].map(async (name) => ({ name: `${name}.json`, mimeType: "application/json", buffer: Buffer.from(await read(name)) })));
await field.setFiles(files);
await page.locator("#version").filter({ hasText: "0.1.0" }).waitFor();
const screening = page.frameLocator("#preview").locator("nrm-screening");
await screening.locator('button[data-act="next"]').first().click();
await page.locator(".cm-content").press("ControlOrMeta+f");
const search = page.locator(".cm-search [name=search]");
await search.pressSequentially("papers == 'taken'");
await search.press("Enter");
await search.press("Escape");
await page.keyboard.insertText("paper == 'taken' || papers == 'none'");
await page.locator("#found button").click();
await page.mouse.move(0, 0);
await page.screenshot({ path: join(out, "workbench.png") });
await browser.close();
