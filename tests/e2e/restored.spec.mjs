// The browser's memory of pages: what is left by a link and restored by Back, for real.
import { choiceText } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import config from "./playwright.config.mjs";

// Browsers under test do not keep pages; this one does.
const { launchOptions } = config.use;
test.use({ launchOptions: { ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

/** The portal's server forbids browsers to keep its pages; a worse one does not. */
const keepable = (page) =>
  page.route("**/*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "cache-control": "max-age=60" } });
  });

// What a page still asks for when its test ends is nobody's any more.
test.afterEach(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" }));

/** An interview with an answer, on a page that is left by a link, as a worker presses one by mistake, and returned to. */
async function leftAndBack(page, leave) {
  await keepable(page);
  await page.addInitScript(() => addEventListener("pageshow", ({ persisted }) => (globalThis.persisted = persisted)));
  const screening = await Screening.open(page, "fr");
  await screening.button("start").click();
  await screening.pick("danger", "no");
  await leave(screening);
  return screening;
}

test("a page restored from the browser's memory shows nothing until the worker says so", async ({ page }) => {
  const screening = await leftAndBack(page, async () => {
    await page.evaluate(() => location.assign("/neutral.html"));
    await page.waitForURL("**/neutral.html");
    // Nothing loads: the page is there as it was.
    await page.goBack({ waitUntil: "commit" });
  });
  await expect.poll(() => page.evaluate(() => globalThis.persisted), "whether the browser kept the page").toBe(true);
  const cover = screening.host.locator("dialog");
  await expect(cover).toBeVisible();
  const legend = await screening.host.evaluate((host) => {
    const { left, top } = host.shadowRoot.querySelector("legend").getBoundingClientRect();
    return host.shadowRoot.elementFromPoint(left + 2, top + 2)?.closest("dialog") !== null;
  });
  expect(legend, "the question is covered").toBe(true);
  await screening.button("resume").click();
  await expect(screening.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();
});

test("what was left by the way out is not kept, and Back shows nothing of it", async ({ page }) => {
  await page.goto("/pages/empty.html");
  await leftAndBack(page, async (screening) => {
    await screening.button("leave").click();
    await expect(page).toHaveURL(/neutral\.html$/);
    // A page that was kept loads nothing: its address is all there is to wait for.
    await page.goBack({ waitUntil: "commit" });
    await expect(page).toHaveURL(/empty\.html$/);
  });
  await expect(page.locator("nrm-screening")).toHaveCount(0);
  await page.goForward({ waitUntil: "commit" });
  await expect(page).toHaveURL(/neutral\.html$/);
  await expect(page.locator("nrm-screening")).toHaveCount(0);
});
