export default {
  mode: "production",
  entry: "./main.js",
  // Parts that are loaded later are modules: scripts by address are what Trusted Types forbid.
  experiments: { outputModule: true },
  output: { filename: "main.js", module: true, clean: true },
};
