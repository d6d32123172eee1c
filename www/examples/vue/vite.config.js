import vue from "@vitejs/plugin-vue";
import shared from "../vite/vite.config.js";

export default {
  ...shared,
  // Vue is told which tags are not its own components.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "nrm-screening" } } })],
};
