export { default } from "../vite/vite.config.js";
