// The picture of the README, put together from pictures of the screens: `interview.png` beside them.
import "./fail.mjs";

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const folder = process.env.NRM_OUT;
/** File, width on the sheet, top of the part that is shown, in pixels of the sheet. */
const pieces = [
  ["phone-fr-06-questions.png", 300, 97],
  ["phone-ar-10-result.png", 300, 97],
  ["desktop-fr-06-questions.png", 900, 0],
];
const style = `
  body { display: flex; gap: 28px; margin: 0; padding: 28px; background: #e5e4df }
  div { block-size: 560px; overflow: hidden; border-radius: 14px; background: #fff; flex: none }
  img { display: block }`;
const figure = ([name, width, top]) => {
  const shown = `inline-size: ${width}px`;
  return `<div style="${shown}"><img src="${name}" alt="" style="${shown}; margin-block-start: -${top}px"></div>`;
};
const sheet = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Picture</title><style>${style}</style>${pieces.map(figure).join("")}</html>`;
const place = join(folder, "interview.html");
await writeFile(place, sheet);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
const view = await browser.newPage({ viewport: { width: 1612, height: 616 } });
await view.goto(pathToFileURL(place).href);
await view.screenshot({ path: join(folder, "interview.png") });
await browser.close();
