// The form with every kind of question, for what needs fields to write in.
import { readFileSync } from "node:fs";

import { Screening } from "./screening.mjs";

const fixture = (name) => readFileSync(new URL(`../../fixtures/kinds/${name}`, import.meta.url), "utf8");

/** Places it on an otherwise empty page. */
export const placeKinds = (page, language) =>
  page.evaluate(
    async (asked) => {
      const { open } = await import("/pages/open.js");
      await open(asked);
    },
    { language, definition: fixture("form.json"), texts: [fixture("texts/ar.json")] },
  );

/** Opens it on an otherwise empty page; goes on to the page that has the control `until`, if one is asked for. */
export async function openKinds(page, language, until) {
  await page.goto("/pages/empty.html");
  await placeKinds(page, language);
  const screening = new Screening(page, language);
  await screening.title("beforeTitle").waitFor();
  if (!until) return screening;
  const press = (id) => screening.host.locator(`[id="${id}"]`).click();
  await press("next..");
  await press("answer.talk.given");
  for (let pages = 0; pages < 12 && !(await screening.host.locator(`[id="${until}"]`).count()); pages += 1) {
    const without = screening.host.locator('[id="without.."]');
    await press((await without.count()) ? "without.." : "next..");
  }
  await screening.host.locator(`[id="${until}"]`).waitFor();
  return screening;
}
