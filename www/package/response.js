/** A response on its way out and in: its digest, what the host adds to it, and whether it is as it was handed over. */

import { NrmEngineError, guarded, text } from "./error.js";

/** Most characters of what the host calls a case. */
const LONGEST = 200;

/** The canonical form of JSON (RFC 8785). */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const member = (key) => `${JSON.stringify(key)}:${canonical(value[key])}`;
  return `{${Object.keys(value).sort().map(member)}}`;
}

const pieces = (text) => {
  const parted = text.split("\u001f");
  return [parted.length, ...parted];
};

/** JSON as the engine reads it: each value a number that says what it is, and what it holds. */
function tokens(value) {
  if (Array.isArray(value)) return [4, value.length, ...value.flatMap(tokens)];
  if (typeof value === "string") return [3, ...pieces(value)];
  if (typeof value === "number") return [2, value];
  if (typeof value === "boolean") return [1, +value];
  if (value === null) return [0];
  const members = Object.entries(value);
  return [5, members.length, ...members.flatMap(([key, inner]) => [...pieces(key), ...tokens(inner)])];
}

/** A response as the engine reads it; what is too deep to be one is none. */
function written(response) {
  try {
    return `nrm1 json\u001f${tokens(response).join("\u001f")}\u001f`;
  } catch {
    throw new NrmEngineError("response-invalid");
  }
}

/** All that a digest covers. */
const digestOf = ({ digest, review, ...covered }, sha256) => sha256(canonical(covered));

/** What is handed over of an interview for a purpose, under the name that the host has for the case. */
export function respond(engine, sha256, { purpose = "record", case: name, migratedFrom } = {}) {
  if (name !== undefined && (text(name) === "" || name.length > LONGEST)) throw new NrmEngineError("case-invalid");
  const made = guarded(() => engine.response(text(purpose)));
  if (made.extent !== "class" && name !== undefined) made.case = name;
  if (made.extent === "full" && migratedFrom !== undefined) made.migratedFrom = migratedFrom;
  return { ...made, digest: digestOf(made, sha256) };
}

/** A response as plain data, whatever it was given as. */
export function plainResponse(given) {
  try {
    const response = JSON.parse(typeof given === "string" ? given : JSON.stringify(given));
    if (typeof response.form.id === "string" && typeof response.form.version === "string") return response;
  } catch {}
  throw new NrmEngineError("response-invalid");
}

/**
 * Goes on with the interview of a response, if it is as it was handed over. Its digest has to agree; and if this version of
 * the engine made it, in a language the form has, all of it has to come out of its answers again.
 */
export function resumed(form, sha256, response) {
  const engine = guarded(() => form.resume(written(response)), "response-invalid");
  const { case: name, migratedFrom, review, digest, ...claimed } = response;
  const { digest: _, ...again } = engine.response("record");
  const same = again.engine === claimed.engine && again.assessment.language === claimed.assessment?.language;
  if (digest !== digestOf(response, sha256) || (same && canonical(claimed) !== canonical(again))) {
    throw new NrmEngineError("response-changed");
  }
  engine.reopen();
  return engine;
}
