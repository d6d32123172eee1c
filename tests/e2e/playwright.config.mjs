// How the browser tests run. `cargo xtask test --only browser` builds the package, finds the browser and serves the pages;
// run by hand (`npx playwright test -c tests/e2e/playwright.config.mjs`) this starts the server itself.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { defineConfig } from "@playwright/test";

const served = process.env.NRM_BASE;
const port = 8018;
const root = fileURLToPath(new URL("../../", import.meta.url));
const target = process.env.NRM_TARGET ?? join(root, "target");

const launchArguments = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];
// Chromium's sandbox does not work for root.
if (process.getuid?.() === 0) launchArguments.push("--no-sandbox");

export default defineConfig({
  testDir: ".",
  snapshotPathTemplate: "{testDir}/snapshots/{arg}{ext}",
  outputDir: join(target, "e2e"),
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  globalTimeout: 45 * 60_000,
  reporter: [["list"], ["json", { outputFile: join(target, "browser.json") }]],
  retries: 0,
  timeout: 90_000,
  workers: 2,
  projects: [{ name: "chromium" }],
  use: {
    baseURL: served ?? `http://127.0.0.1:${port}/`,
    browserName: "chromium",
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: launchArguments },
    screenshot: "only-on-failure",
    // What traces record of every test takes as long again as the test; `NRM_TRACE=1` records them to look at a failure.
    trace: process.env.NRM_TRACE ? "retain-on-failure" : "off",
  },
  webServer: served
    ? undefined
    : {
        command: `cargo xtask serve --port ${port}`,
        cwd: root,
        url: `http://127.0.0.1:${port}/`,
        reuseExistingServer: true,
        timeout: 120_000,
      },
});
