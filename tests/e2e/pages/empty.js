// A page without an interview, for tests that place one themselves.
import { hear } from "./heard.js";
import { open } from "./open.js";

Object.assign(globalThis, { hear, openScreening: open });
