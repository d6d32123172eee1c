// The package's `custom-elements.json`: what it says that `<nrm-screening>` has.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const file = createRequire(import.meta.url).resolve("nrm-screening/custom-elements.json");
const { modules } = JSON.parse(readFileSync(file, "utf8"));

/** The modules it names, by path. */
export const paths = modules.map(({ path }) => path);
/** The element, as declared. */
export const element = modules.flatMap(({ declarations }) => declarations).find(({ customElement }) => customElement);
/** The names of what it lists under a key, in order. */
export const names = (key) => (element[key] ?? []).map(({ name }) => name).sort();
