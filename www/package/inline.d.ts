export * from "./screening.js";
