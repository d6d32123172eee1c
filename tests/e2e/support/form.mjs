// The form and the words of the interface, read from `schemas/`: what a test expects to see on screen.
import { readFileSync } from "node:fs";

/** Keys under which the form has texts to be shown. */
const SHOWN = /^(title|text|short|guidance|note)$/;

const schema = (path) => JSON.parse(readFileSync(new URL(`../../../schemas/${path}`, import.meta.url), "utf8"));
const folder = "forms/nrm-detection/0.2.0";

export const LANGUAGES = ["fr", "en", "ar"];
export const form = schema(`${folder}/form.json`);
export const { cases } = schema(`${folder}/cases.json`);
const interfaces = Object.fromEntries(LANGUAGES.map((language) => [language, schema(`interface/${language}.json`)]));
const translations = { en: schema(`${folder}/texts/en.json`), ar: schema(`${folder}/texts/ar.json`) };
const overlays = Object.fromEntries(Object.entries(translations).map(([language, { texts }]) => [language, texts]));

/** The files of a language. */
export const wordsOf = (language) => interfaces[language];
export const overlayOf = (language) => translations[language];

/** Lets the tests expect a language that only they have. */
export function learn({ words, texts }) {
  interfaces[words.language] = words;
  overlays[words.language] = texts.texts;
}

/** A text as it is compared: every kind of space is one space. */
export const plain = (text) => text.replace(/\s+/g, " ").trim();

/** A text of the form: `path` as in the overlays, `source` as the form has it. */
const said = (language, path, source) => plain(language === form.sourceLanguage ? source : overlays[language][path][1]);

/** The form of a sentence that a number takes, after the rules of the language's file. */
export function formFor(language, forms, n) {
  const rule = Object.entries(interfaces[language].plurals).find(([, text]) => {
    const [, divisor, least, most = least] = /^n(?: % (\d+))? = (\d+)(?:\.\.(\d+))?$/.exec(text);
    const rest = divisor ? n % Number(divisor) : n;
    return Number(least) <= rest && rest <= Number(most);
  });
  return forms[n] ?? forms[rule?.[0] ?? "other"];
}

/** A word of the interface, its `{gaps}` filled. */
export function word(language, key, gaps = {}) {
  const said = interfaces[language].words[key];
  const text = typeof said === "string" ? said : formFor(language, said, gaps.n);
  return plain(text.replace(/\{(\w+)\}/g, (_, gap) => gaps[gap]));
}

/** What a language calls itself. */
export const languageName = (language) => interfaces[language].name;
export const direction = (language) => interfaces[language].direction;

/** The parts of the form, and the page where answers are checked; what is asked beside the result is no part. */
export const parts = form.items.filter(({ closing }) => !closing);
export const partTotal = parts.length + 1;
export const items = form.items.flatMap((part) => part.items.map((item) => ({ ...item, part }))).filter(({ type }) => type !== "calculate");
export const item = (id) => items.find((one) => one.id === id);

export const questionText = (language, id) => said(language, `${id}.text`, item(id).text);
export const label = (language, id) => said(language, `${id}.short`, item(id).short);
export const partTitle = (language, part) => said(language, `${part.id}.title`, part.title);

const CONSENTS = { given: "consentGiven", refused: "consentRefused", asked: "consentAsked" };

/** A choice as it is shown. */
export function choiceText(language, id, code) {
  const { type, choices } = item(id);
  if (type === "consent") return word(language, CONSENTS[code]);
  const shared = typeof choices === "string";
  const { text } = (shared ? form.choiceLists[choices] : choices).find((choice) => choice.code === code);
  return said(language, shared ? `choiceLists.${choices}.${code}.text` : `${id}.choices.${code}.text`, text);
}

/** The codes of an item's choices, in order. */
export function codes(id) {
  const { type, choices } = item(id);
  if (type === "consent") return Object.keys(CONSENTS);
  return (typeof choices === "string" ? form.choiceLists[choices] : choices).map(({ code }) => code);
}

/** The item whose question is `text`; what is read out before the question does not matter. */
export const itemAsking = (language, text) =>
  items.find(({ id, type }) => type !== "display" && plain(text).includes(questionText(language, id)))?.id;

/** One of the worked cases of the form. */
export const caseOf = (id) => cases.find((one) => one.id === id);

/** Whether a question takes several answers. */
export const takesSeveral = (id) => item(id).type === "multiple";

/** What a case answers to an item: the codes of choices, or the reason of a silence; nothing if it stays open. */
export function answerOf({ answers, rest }, id) {
  const given = answers[id];
  if (given) return given.missing ? given : { choices: [given].flat() };
  if (typeof rest === "string") return { missing: rest };
  const choice = rest?.find((code) => codes(id).includes(code));
  return choice && { choices: [choice] };
}

/** What the result says first and below, by the row that decided or the class that has none. */
export function outcomeTexts(language, { class: decided, row }) {
  const place = row ?? decided;
  const outcome = form.outcomes.rows.find(({ id }) => id === row) ?? form.outcomes[decided];
  const path = `outcomes.${place}`;
  return {
    text: said(language, `${path}.text`, outcome.text),
    note: said(language, `${path}.note`, outcome.note),
    actions: outcome.actions.map(({ text }, at) => said(language, `${path}.actions.${at}`, text)),
  };
}

export const term = (language, decided) => said(language, `outcomes.terms.${decided}`, form.outcomes.terms[decided]);
export const dimensionTitle = (language, { id, title }) => said(language, `dimensions.${id}.title`, title);
export const signText = (language, { id, text }) => said(language, `indicators.${id}.text`, text);
export const alertText = (language, id) =>
  said(language, `alerts.${id}.text`, form.alerts.find((alert) => alert.id === id).text);

/** Whether a sign is there: reads the three kinds of conditions the indicators of this form have. */
export function signIs({ when }, given) {
  const [, ticked, several] = /^'(\w+)' in (\w+)$/.exec(when) ?? [];
  const [, single, codesRead] = /^(\w+) (?:==|in) (.+)$/.exec(when) ?? [];
  const answer = given.get(several ?? single);
  if (!answer) return undefined;
  if (answer.missing) return "signUnknown";
  return answer.choices.some((code) => code === ticked || codesRead?.includes(`'${code}'`)) ? "signYes" : "signNo";
}

const whole = new Map();

/** Every text there is in a language: of the interface without gaps, and of the form. */
export function texts(language) {
  if (!whole.has(language)) {
    const own = Object.values(interfaces[language].words).flatMap((text) => (typeof text === "string" ? [text] : Object.values(text))).filter((text) => !text.includes("{"));
    const source = (value) => (typeof value === "string" ? [value] : Object.entries(value).flatMap(([key, inner]) => (SHOWN.test(key) || typeof inner === "object" ? source(inner) : [])));
    const formTexts = language === form.sourceLanguage ? source({ ...form, sources: [] }) : Object.values(overlays[language]).map(([, text]) => text);
    whole.set(language, new Set([...own, ...formTexts].map(plain)));
  }
  return whole.get(language);
}
