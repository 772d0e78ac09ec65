import { defineConfig, devices } from "@playwright/test";
import { browserFlags, findBrowser } from "./scripts/browser";

const port = 3127;
const executablePath = findBrowser();

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
    baseURL: `http://localhost:${port}`,
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    launchOptions: { args: browserFlags, ...(executablePath && { executablePath }) },
  },
  webServer: {
    // Fresh data each time; the folder is the stack's own.
    command: "rm -rf .data-e2e && npm run --silent preview",
    url: `http://localhost:${port}/api/health`,
    env: {
      PORT: String(port),
      DATA_DIR: ".data-e2e",
      RATE_LIMIT_ANONYMOUS: "100000",
      RATE_LIMIT_SIGN_IN: "1000",
      RATE_LIMIT_PAYMENTS: "1000",
      RATE_LIMIT_DECLINES: "1000",
      RATE_LIMIT_SIGN_IN_FAILURES: "1000",
      RATE_LIMIT_APP_SIGN_IN: "1000",
      LOG_LEVEL: "warn",
    },
    // The build is part of it.
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});
