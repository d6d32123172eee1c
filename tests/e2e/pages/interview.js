// One interview on an empty page. The address says in which language, with which form, from which copy of the package.
import { open } from "./open.js";

await open(Object.fromEntries(new URLSearchParams(location.search)));
