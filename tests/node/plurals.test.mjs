// The plural rules that come with the words, beside those of Unicode CLDR as Node has them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const rule = /^n(?: % (\d+))? = (\d+)(?:\.\.(\d+))?$/;

for (const language of ["fr", "en", "ar"]) {
  test(`every whole number up to 100,000 takes the same form in ${language}`, () => {
    const { plurals } = JSON.parse(readFileSync(new URL(`../../schemas/interface/${language}.json`, import.meta.url), "utf8"));
    const rules = Object.entries(plurals).map(([name, text]) => [name, rule.exec(text).slice(1).map(Number)]);
    const own = (n) => {
      const holds = ([, [divisor, least, most]]) => {
        const rest = divisor ? n % divisor : n;
        return least <= rest && rest <= (most || least);
      };
      return rules.find(holds)?.[0] ?? "other";
    };
    const cldr = new Intl.PluralRules(language);
    assert.deepEqual(cldr.resolvedOptions().locale, language);
    for (let n = 0; n <= 100_000; n += 1) assert.equal(own(n), cldr.select(n), `${n}`);
  });
}
