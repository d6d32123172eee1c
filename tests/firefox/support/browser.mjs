// Firefox, driven over WebDriver BiDi: `cargo xtask test --only firefox` finds it and serves the pages.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import puppeteer from "puppeteer-core";

import { remove } from "../../e2e/support/remove.mjs";
import { Screening } from "../../e2e/support/screening.mjs";

/** Where the pages of the tests are. */
export const base = process.env.NRM_BASE ?? "http://127.0.0.1:8018/";
/** Longest time anything is waited for, in milliseconds. */
const PATIENCE = 20_000;

/** What a browser that people use does, and one under test leaves: it keeps what is needed to restore its pages. */
const AS_USED = { "browser.sessionstore.interval": 1000, "browser.sessionstore.resume_from_crash": true, "browser.cache.disk.enable": true };

/** A profile on disk, and the browser that uses it. */
export class Firefox {
  folder = mkdtempSync(join(tmpdir(), "firefox-"));

  async start() {
    this.browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      userDataDir: this.folder,
      extraPrefsFirefox: AS_USED,
    });
    return this;
  }

  /** A page of its own; `wrong` holds every error it tells. */
  async page() {
    const page = await this.browser.newPage();
    page.wrong = [];
    page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
    page.on("pageerror", (error) => page.wrong.push(String(error)));
    return page;
  }

  /** Ends it without a word. */
  async kill() {
    const started = this.browser.process();
    if (started.exitCode !== null || started.signalCode !== null) return;
    const gone = new Promise((resolve) => started.once("exit", resolve));
    started.kill("SIGKILL");
    await gone;
  }

  async close() {
    await this.browser.close();
    await this.forget();
  }

  forget() {
    return remove(this.folder);
  }
}

/** Waits until something is true, and says what was waited for, and what it lacks, if it never is. */
export async function until(what, holds, lacking = () => "") {
  for (const start = Date.now(); Date.now() - start < PATIENCE; await pause(50)) {
    if (await holds()) return;
  }
  throw new Error(`waited in vain: ${what} ${lacking()}`);
}

/** The interview on a page, once its page has this title. */
export async function present(page, language, title = "beforeTitle") {
  const host = await page.waitForSelector("nrm-screening", { timeout: PATIENCE });
  const screening = new Screening(page, language, host);
  await titled(screening, title);
  return screening;
}

/** Goes to a page of the tests, and waits for an interview on it whose page has this title. */
export async function open(page, address, language, title) {
  await page.goto(new URL(address, base).href);
  return present(page, language, title);
}

const titled = (screening, title) => until(screening.word(title), async () => (await screening.heading()) === screening.word(title));

/** From the result to the end. */
export async function ended(screening) {
  for (const key of ["finish", "finishYes"]) await screening.enter(key);
  await titled(screening, "finishedTitle");
}

/** Waits for a page by how its address ends. */
export const arrived = (page, end) => until(`the page ${end}`, () => page.url().endsWith(end));
