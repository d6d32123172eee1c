// All pictures of a folder with their names on one sheet, as a page and as a picture of it.
import "./fail.mjs";

import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const folder = process.env.NRM_OUT;
const style = `
  body { display: flex; flex-wrap: wrap; gap: 24px; margin: 24px; font: 14px sans-serif; background: #ddd }
  figure { margin: 0; width: 360px } img { width: 100%; border: 1px solid #888; background: #fff } figcaption { margin-bottom: 4px }`;

const pictures = (await readdir(folder)).filter((name) => name.endsWith(".png") && name !== "contact.png").sort();
if (pictures.length === 0) throw new Error(`${folder} holds no pictures: tests/e2e/screenshots.mjs took none`);
const figures = pictures.map((name) => `<figure><figcaption>${name}</figcaption><img src="${encodeURIComponent(name)}" alt=""></figure>`);
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>${style}</style>${figures.join("\n")}</html>\n`;
const place = join(folder, "contact.html");
await writeFile(place, page);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
const view = await browser.newPage({ viewport: { width: 1600, height: 900 } });
await view.goto(pathToFileURL(place).href);
await view.screenshot({ path: join(folder, "contact.png"), fullPage: true, timeout: 0 });
await browser.close();
