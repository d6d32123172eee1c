// Paper: what is printed, that nothing else is, and that nothing of it stays.
import { expectAccessible, expectTargets } from "./support/audit.mjs";
import { alertText, caseOf, direction, form, outcomeTexts, questionText } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";
import { trapNextAct } from "./support/trap.mjs";

/** The width and the height of what a sheet of A4 holds within its margins, in CSS pixels. */
const [WIDTH, HEIGHT] = [665, 1001];

test.beforeEach(async ({ page }) => {
  // No dialog opens in a test: what the page is like when it would is noted.
  await page.addInitScript(() => {
    globalThis.printed = [];
    globalThis.print = () => printed.push([document.title, location.href, document.querySelectorAll("nrm-paper").length]);
  });
});

const prints = (page, count) => expect.poll(() => page.evaluate(() => globalThis.printed.length)).toBe(count);

/** The sheets the browser makes of the page as it is; it says that it has printed, as it does after a real print. */
async function sheets(page) {
  const file = await page.pdf({ preferCSSPageSize: true });
  return file.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
}

/** What stands on the paper, as it is printed: nothing of the page around, nothing cut off or beside the sheet. */
async function onPaper(page, language) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: WIDTH, height: HEIGHT });
  await page.emulateMedia({ media: "print" });
  const seen = await page.evaluate(() => {
    const paper = document.querySelector("nrm-paper");
    const shown = ({ length }) => length > 0;
    const around = [...document.querySelectorAll("body *")].filter((one) => one !== paper && shown(one.getClientRects()));
    const inside = paper.shadowRoot.querySelector(".paper");
    const edge = inside.getBoundingClientRect();
    const wrong = [];
    for (const one of inside.querySelectorAll("*")) {
      const { left, right } = one.getBoundingClientRect();
      const cut = getComputedStyle(one).overflow !== "visible" || one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && getComputedStyle(one).display !== "inline";
      if (left < edge.left - 1 || right > edge.right + 1 || cut) wrong.push(`${one.localName}.${one.className}: ${one.textContent.slice(0, 60)}`);
    }
    const markup = inside.querySelectorAll("style, script, [style], a, img, button").length;
    return {
      around: around.map(({ localName }) => localName),
      wrong,
      markup,
      width: [edge.left, edge.right, innerWidth],
      lang: inside.lang,
      direction: getComputedStyle(inside).direction,
      text: inside.textContent.replace(/\s+/g, " "),
    };
  });
  await page.emulateMedia({ media: null });
  await page.setViewportSize(before);
  expect(seen.around, "of the page around").toEqual([]);
  expect(seen.wrong, "cut off or beside the sheet").toEqual([]);
  expect(seen.markup).toBe(0);
  expect(seen.width.slice(0, 2), "the whole width").toEqual([0, WIDTH]);
  expect([seen.lang, seen.direction]).toEqual([language, direction(language)]);
  return seen.text;
}

/** Nothing of it is there any more. */
async function expectGone(page, title) {
  await expect(page.locator("nrm-paper")).toHaveCount(0);
  const left = await page.evaluate(() => [document.adoptedStyleSheets.length, document.title, heard.violations, document.querySelectorAll("iframe").length]);
  expect(left).toEqual([0, title, [], 0]);
}

const press = async (screening, key) => {
  await screening.tabToButton(key);
  return screening.press("Enter");
};

for (const language of ["fr", "ar"]) {
  test(`the result on one page, by keyboard and after a warning, in ${language}`, async ({ page }) => {
    const screening = await Screening.open(page, language);
    const played = caseOf("threats_met_work_declined");
    await screening.play(played);
    await screening.host.evaluate((host) => (host.caseRef = "K7-42-XM"));
    const title = await page.title();
    const fetched = [];
    page.on("request", (request) => fetched.push(new URL(request.url()).pathname.replace("/nrm-screening/", "")));
    const opened = await press(screening, "print");
    expect(opened).toMatchObject({ name: screening.word("close"), expanded: "true" });
    await expect(screening.host.getByText(screening.word("printWarning"))).toBeVisible();
    await expectTargets(screening, "the warning");
    await expectAccessible(screening, "the warning");
    expect(fetched, "nothing is loaded before").toEqual([]);

    expect(await press(screening, "printNow")).toMatchObject({ name: screening.word("print"), expanded: "false" });
    await prints(page, 1);
    // Only what is the package's own, and no wasm but that of paper.
    expect(fetched.filter((path) => !/^(print|paper|prepare|error|languages\/paper\/\w+|wasm\/nrm_paper)\.js$/.test(path))).toEqual(["wasm/nrm_paper_bg.wasm"]);
    expect(await page.evaluate(() => globalThis.printed)).toEqual([[title, page.url(), 1]]);
    await expect(page.locator("nrm-paper")).toBeHidden();

    const text = await onPaper(page, language);
    const { text: says, actions } = outcomeTexts(language, played.expect);
    for (const part of [says, ...actions, "K7-42-XM", screening.word("missingTitle"), screening.word("declined"), screening.word("toDoTitle")]) expect(text).toContain(part);
    expect(text).toMatch(/\+253 [\d ]+/);
    for (const alert of played.expect.alerts ?? []) expect(text).toContain(alertText(language, alert));
    expect(await sheets(page)).toBe(1);
    await expectGone(page, title);

    // Again, from where the focus is still, and off: hiding the screen takes the paper away.
    expect(await screening.focus()).toMatchObject({ name: screening.word("print") });
    await screening.press("Enter");
    await press(screening, "printNow");
    await prints(page, 2);
    await screening.button("hide").click();
    await expectGone(page, title);
  });

  test(`the blank form from the failure page, in ${language}`, async ({ page }) => {
    const screening = await Screening.open(page, language);
    await screening.button("start").click();
    await screening.pick("danger", "yes");
    for (let traps = 0; traps < 3; traps += 1) {
      await trapNextAct(page);
      await screening.button("next").click();
    }
    const title = await page.title();
    await expect(screening.title("failureTitle")).toBeFocused();
    await expectTargets(screening, "the failure page");
    expect(await press(screening, "printBlank")).toMatchObject({ name: screening.word("printBlank") });
    await prints(page, 1);
    const text = await onPaper(page, language);
    const asked = form.items.flatMap(({ items }) => items).filter(({ type }) => !["calculate", "display"].includes(type));
    for (const { id } of asked) expect(text).toContain(questionText(language, id));
    const pages = await sheets(page);
    expect(pages).toBeGreaterThan(3);
    expect(pages).toBeLessThan(10);
    await expectGone(page, title);
    await expect(screening.host.locator(".notice")).toBeHidden();
    // The interview is where it was.
    await screening.button("failureResume").click();
    await screening.button("next").waitFor();
  });
}

test("a page that lays itself out as it likes shows nothing beside the paper, and shapes it in nothing", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await screening.play(caseOf("deceived_and_exploited"));
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "html, body { display: flex !important; height: 100vh !important; overflow: hidden !important; padding: 40px !important; transform: scale(.9); font: 30px serif; text-align: right; letter-spacing: 4px }" +
        "body > * { display: block !important; width: 50% } body::before { content: 'Portal' } @page { size: A5 landscape; margin: 0 } @media print { p, div { color: red !important; font-size: 40px } }",
    );
    document.adoptedStyleSheets = [sheet];
    const dialog = document.createElement("dialog");
    dialog.textContent = "Portal";
    document.body.append(dialog);
    dialog.show();
  });
  await screening.button("print").click();
  await screening.button("printNow").click();
  await prints(page, 1);
  await onPaper(page, "fr");
  await page.emulateMedia({ media: "print" });
  const style = await page.locator("nrm-paper").evaluate((paper) => {
    const { color, letterSpacing, textAlign } = getComputedStyle(paper.shadowRoot.querySelector("p"));
    return [color, letterSpacing, textAlign];
  });
  await page.emulateMedia({ media: null });
  expect(style).toEqual(["rgb(0, 0, 0)", "normal", "start"]);
  expect(await sheets(page)).toBe(1);
  await expect(page.locator("nrm-paper")).toHaveCount(0);
  expect(await page.evaluate(() => document.adoptedStyleSheets.length), "what is the page's own stays").toBe(1);
});

test("the screen itself is not printed with the page around", async ({ page }) => {
  const screening = await Screening.open(page, "fr");
  await page.emulateMedia({ media: "print" });
  await expect(screening.host).toBeHidden();
  await page.emulateMedia({ media: null });
  await expect(screening.host).toBeVisible();
});

test.describe("what prints cannot be had", () => {
  test.use({ noise: /404|Failed to load resource/ });

  for (const lost of ["print.js", "wasm/nrm_paper_bg.wasm", "languages/paper/fr.js"]) {
    test(`${lost} is missing: the page says so, and the interview goes on`, async ({ page }) => {
      await page.route(`**/nrm-screening/${lost}`, (route) => route.fulfill({ status: 404 }));
      const screening = await Screening.open(page, "fr");
      await screening.play(caseOf("deceived_and_exploited"));
      const title = await page.title();
      await screening.button("print").click();
      await screening.button("printNow").click();
      await expect(screening.host.locator(".notice")).toHaveText(screening.word("printFailed"));
      await expectGone(page, title);
      await screening.button("finish").click();
      await expect(screening.button("finishYes")).toBeVisible();
    });
  }
});
