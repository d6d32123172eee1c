export default {
  base: "./",
  build: { target: "es2022" },
  // Before version 8 the development server bundles packages such that a module no longer finds the wasm beside it.
  optimizeDeps: { exclude: ["nrm-screening"] },
};
