// The element in pages of other people: before it is defined, twice, moved, removed.
import { caseOf, choiceText, form, outcomeTexts, questionText } from "./support/form.mjs";
import { Screening } from "./support/screening.mjs";
import { expect, test } from "./support/test.mjs";

/** An empty page, and the package on it. */
async function empty(page) {
  await page.goto("/pages/empty.html");
  await page.waitForFunction(() => globalThis.openScreening);
}

test("importing the class defines nothing; defining it twice, and by two copies, throws nothing", async ({ page: view }) => {
  await empty(view);
  const defined = () => Boolean(customElements.get("nrm-screening"));
  await view.evaluate(() => import("/nrm-screening/screening.js"));
  expect(await view.evaluate(defined)).toBe(false);
  await view.evaluate(() => import("/nrm-screening/define.js"));
  await view.evaluate(() => import("/nrm-screening/define.js?again"));
  await view.evaluate(() => import("/faults/wrong-mime/define.js"));
  expect(await view.evaluate(defined)).toBe(true);
});

test("a form of the package is fetched compiled and alone; one given as JSON brings the compiler", async ({ page: view }) => {
  const fetched = [];
  view.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  const of = (pattern) => fetched.filter((path) => pattern.test(path));
  await Screening.open(view, "fr");
  // The first question needs the element's wasm alone; the engine's, which makes the hand-over, comes in idle time.
  const wasm = ["element", "engine"].map((name) => `/nrm-screening/wasm/nrm_${name}_bg.wasm`);
  await expect.poll(() => of(/\.wasm$/)).toEqual(wasm);
  expect(of(/\.json$|compile|source/)).toEqual([]);
  fetched.length = 0;
  await view.evaluate(
    async (definition) => {
      const given = document.createElement("nrm-screening");
      Object.assign(given, { definition, lang: "fr" });
      document.querySelector("main").replaceChildren(given);
    },
    JSON.stringify(form),
  );
  await new Screening(view, "fr").title("beforeTitle").waitFor();
  expect(of(/\.wasm$/)).toEqual(["/nrm-screening/wasm/nrm_compile_bg.wasm"]);
  expect(await view.evaluate(() => globalThis.heard.violations)).toEqual([]);
});

test("a host's own words and translation may be JSON beside a form of the package", async ({ page: view }) => {
  await empty(view);
  await view.evaluate(async () => {
    const { registerLanguage, registerTexts } = await import("/nrm-screening/define.js");
    const file = async (path) => (await fetch(`/nrm-screening/schemas/${path}`)).text();
    await import("/nrm-screening/forms/nrm-detection.js");
    const words = JSON.parse(await file("interface/fr.json"));
    Object.assign(words, { language: "frp", words: { ...words.words, beforeTitle: "Avant cela" } });
    registerLanguage({ language: "frp", words: JSON.stringify(words) });
    const texts = JSON.parse(await file("forms/nrm-detection/0.2.0/texts/en.json"));
    // A text that is missing is shown in the form's own language.
    Object.assign(texts, { language: "frp", texts: { "danger.text": [texts.texts["danger.text"][0], "Un danger ?"] } });
    registerTexts({ form: "nrm-detection", version: "0.2.0", language: "frp", texts: JSON.stringify(texts) });
    await openScreening({ language: "frp" });
  });
  const host = view.locator("nrm-screening");
  await expect(host.getByRole("heading", { level: 1, name: "Avant cela" })).toBeVisible();
  await new Screening(view, "fr").button("start").click();
  await expect(host.locator("legend").first()).toHaveText(/Un danger \?/);
  await expect(host.locator("legend").nth(1)).toContainText(questionText("fr", "care"));
});

test("properties set before the element is defined are kept", async ({ page: view }) => {
  await empty(view);
  await view.evaluate(async (definition) => {
    const early = document.createElement("nrm-screening");
    Object.assign(early, { definition, exitUrl: "/neutral.html", theme: "dark", lang: "fr" });
    document.querySelector("main").append(early);
    await import("/nrm-screening/languages/fr.js");
    await import("/nrm-screening/define.js");
  }, JSON.stringify(form));
  const screening = new Screening(view, "fr");
  await screening.title("beforeTitle").waitFor();
  const kept = await screening.host.evaluate((host) => [host.definition.length > 0, host.getAttribute("exit-url"), host.theme]);
  expect(kept).toEqual([true, "/neutral.html", "dark"]);
});

test("two interviews on one page know nothing of each other", async ({ page: view }) => {
  await empty(view);
  await view.evaluate(async () => {
    await openScreening({ language: "fr" });
    await openScreening({ language: "ar" });
  });
  const [french, arabic] = [
    new Screening(view, "fr", view.locator("nrm-screening").first()),
    new Screening(view, "ar", view.locator("nrm-screening").last()),
  ];
  await french.button("start").click();
  await arabic.button("start").click();
  await french.pick("danger", "no");
  await arabic.pick("care", "yes");
  await expect(french.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();
  await expect(french.radio("care", choiceText("fr", "care", "yes"))).not.toBeChecked();
  await expect(arabic.radio("danger", choiceText("ar", "danger", "no"))).not.toBeChecked();
  await arabic.host.evaluate((host) => host.remove());
  await french.pick("care", "no");
  await expect(french.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();
});

test("moving the element keeps the interview, removing it forgets it", async ({ page: view }) => {
  const screening = await Screening.open(view, "fr");
  await screening.button("start").click();
  await screening.pick("danger", "no");
  await screening.host.evaluate((host) => {
    for (let times = 0; times < 100; times += 1) document.querySelector("main").append(host);
  });
  await expect(screening.radio("danger", choiceText("fr", "danger", "no"))).toBeChecked();
  await screening.host.evaluate(async (host) => {
    host.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.querySelector("main").append(host);
  });
  await screening.title("beforeTitle").waitFor();
  await screening.button("start").click();
  await expect(screening.radio("danger", choiceText("fr", "danger", "no"))).not.toBeChecked();
});

test("the portal hears what happens and never an answer", async ({ page: view }) => {
  await view.goto("/");
  const screening = new Screening(view, "fr");
  const played = caseOf("deceived_and_exploited");
  await screening.play(played);
  await expect(screening.host.getByRole("heading", { level: 1 })).toHaveText(outcomeTexts("fr", played.expect).text);
  await screening.button("finish").click();
  await screening.button("finishYes").click();
  const heard = view.getByText("nrm-complete");
  await expect(heard).toBeVisible();
  const around = (await view.locator("body").innerText()).replaceAll(await screening.host.innerText(), "");
  for (const [item, code] of Object.entries(played.answers).filter(([, code]) => typeof code === "string")) {
    if (code.length > 3) expect(around, item).not.toContain(code);
  }
});
