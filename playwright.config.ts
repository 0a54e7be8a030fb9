import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./scripts/lib/browser.mjs";

// Set by the global set-up, and read again in each worker.
const port = process.env.PORTAL_PORT ?? "0";

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/support/portal.ts",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A test that passes the second time is a test that failed.
  retries: 0,
  workers: 2,
  forbidOnly: true,
  reporter: "list",
  outputDir: "test-results",
  use: {
    baseURL: `http://noorderlicht.localhost:${port}`,
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    actionTimeout: 15_000,
    // Writing a trace of every test takes about a third of the time of all of them.
    trace: process.env.PORTAL_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: browserLaunch(),
  },
  projects: [
    { name: "wide", use: { viewport: { width: 1440, height: 900 } } },
    {
      name: "phone",
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
  ],
});
