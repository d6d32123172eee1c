// The forms after detection, each held to its end in French and in Arabic on a phone: the outcome is the one of the case,
// and on each page longer than those before it nothing stands out sideways and every target is large enough.
import { join } from "node:path";

import { expectAccessible, expectFit, expectTargets } from "./support/audit.mjs";
import { direction } from "./support/form.mjs";
import { formOf, openForm, toEnd, toResult } from "./support/drive.mjs";
import { expect, test } from "./support/test.mjs";

test.use({ viewport: { width: 360, height: 640 } });

/** Cases in which much is asked: the ordinary end and one that opens what few others do. */
const PLAYED = {
  "nrm-identification": ["dependence_on_the_spot"],
  "nrm-risk": ["all_high"],
  "nrm-needs": ["requests_withdrawn"],
  "nrm-referral": ["end_not_agreed", "all_services_all_data"],
};

/** A picture of the hardest page, where one is asked for. */
const pictures = process.env.NRM_PICTURES;

/** Takes the last of the services that a page offers, and sees its name written. */
async function takeService({ host }) {
  const offered = host.getByRole("radio").and(host.locator('[data-value^="service="]'));
  if ((await offered.count()) === 0) return;
  const last = offered.last();
  await last.check();
  const name = await last.evaluate((input) => input.nextElementSibling.firstChild.textContent);
  const field = host.locator(`textarea[data-item="${await last.getAttribute("data-item")}"]`);
  await expect.poll(async () => (await field.inputValue()).split("\u{a0}· ")[0]).toBe(name);
}

for (const [id, played] of Object.entries(PLAYED)) {
  const { cases, definition } = formOf(id);
  for (const language of ["fr", "ar"]) {
    for (const name of played) {
      test(`${id}: ${name} to its end in ${language}`, async ({ page }) => {
        test.slow();
        const found = cases.find((one) => one.id === name);
        await page.clock.setFixedTime(new Date("2026-11-02T09:00:00"));
        const screening = await openForm(page, language, id);
        let [most, pages] = [0, 0];
        await toResult(screening, found, async () => {
          pages += 1;
          await takeService(screening);
          const long = await screening.host.evaluate((host) => host.scrollHeight);
          if (long <= most) return;
          most = long;
          await expectFit(screening, `page ${pages}`);
          await expectTargets(screening, `page ${pages}`);
          if (pictures) await page.screenshot({ path: join(pictures, `${id}.${name}.${language}.png`), fullPage: true });
        });
        expect(pages).toBeGreaterThan(3);
        await expectFit(screening, "the result");
        await expectAccessible(screening, "the result");
        if (pictures) await page.screenshot({ path: join(pictures, `${id}.${name}.${language}.result.png`), fullPage: true });
        expect(await screening.host.evaluate((host) => getComputedStyle(host.shadowRoot.querySelector("h1")).direction)).toBe(direction(language));
        const handed = await toEnd(screening);
        expect(handed.map((one) => one.class)).toEqual([found.expect.class]);
        expect(handed[0].assessment.form, definition.id).toMatchObject({ id, version: definition.version });
      });
    }
  }
}
