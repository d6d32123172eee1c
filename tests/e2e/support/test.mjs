// Every test fails on an error of the page, on an error in the console and on a violation of the page's policy.
import { expect, test as base } from "@playwright/test";

export { expect };

export const test = base.extend({
  /** Console errors a test provokes: what matches is no failure. */
  noise: [null, { option: true }],

  /** Everything the console said and every error nobody caught. */
  console: [
    async ({ page, noise }, use) => {
      const lines = [];
      page.on("console", (message) => lines.push({ type: message.type(), text: message.text() }));
      page.on("pageerror", (error) => lines.push({ type: "uncaught", text: String(error) }));
      await use(lines);
      const wrong = lines.filter(({ type, text }) => /error|uncaught/.test(type) && !noise?.test(text));
      expect(wrong, "errors of the page").toEqual([]);
    },
    { auto: true },
  ],
});
