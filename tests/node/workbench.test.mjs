// The words of the workbench: the same ones in every language, each used, none lacking.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

const folder = new URL("../../www/workbench/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const languages = Object.fromEntries(["ar", "en", "fr"].map((tag) => [tag, JSON.parse(read(`words/${tag}.json`))]));
const sources = readdirSync(folder).filter((name) => /\.(js|html)$/.test(name)).map(read).join("\n");
/** Words named by what the crate tells, not by a word in the page. */
const TOLD = /^(text|compatible|scores|breaks|added|removed|moved|new|stale|translated|obsolete|true|false|unknown|draft|active|retired|classes|alerts|indicators|dimensions|combinations|bands|choices|error|warning|phone|desktop)$/;

test("every language has the same words, with as many places in each", () => {
  const shape = ({ words }) => Object.entries(words).map(([key, text]) => [key, text.split("{}").length]);
  for (const tag of ["ar", "en"]) assert.deepEqual(shape(languages[tag]), shape(languages.fr), tag);
  assert.deepEqual(Object.keys(languages.ar.phrases), Object.keys(languages.fr.phrases));
  for (const { review } of Object.values(languages)) assert.equal(review, "none");
});

test("every word is used, and every word that is used is there", () => {
  const keys = Object.keys(languages.fr.words);
  const used = (key) => TOLD.test(key) || new RegExp(`["']${key}["']`).test(sources);
  assert.deepEqual(keys.filter((key) => !used(key)), []);
  const named = [...sources.matchAll(/\bword\("(\w+)"|data-word="(\w+)"/g)].map(([, one, other]) => one ?? other);
  assert.ok(named.length > 40);
  assert.deepEqual(named.filter((key) => !keys.includes(key)), []);
});

test("French has its no-break spaces, and no text has a straight apostrophe", () => {
  for (const text of Object.values(languages.fr.words)) assert.doesNotMatch(text, /[^\u00a0][?!;:»](?!\w)|«[^\u00a0]/, text);
  for (const { words } of Object.values(languages)) for (const text of Object.values(words)) assert.doesNotMatch(text, /'/, text);
});
