import { defineConfig, devices } from "@playwright/test";
import { browserFlags, findBrowser } from "./scripts/browser";
import { e2eStack } from "./scripts/e2e-stack";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    ...devices["Desktop Chrome"],
    baseURL: e2eStack.origin,
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    launchOptions: { args: browserFlags, ...findBrowser() },
  },
  webServer: {
    // Fresh data each time; the folder is the stack's own.
    command: `rm -rf ${e2eStack.dataDir} && npm run --silent preview`,
    url: e2eStack.health,
    env: e2eStack.env,
    // The build is part of it.
    timeout: 300_000,
    // `npm test` has started it already.
    reuseExistingServer: process.env.E2E_STACK === "running",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});
