import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";

/** A Chromium on this machine: Playwright's own, else Debian's; undefined when there is none. */
export const findBrowser = (): string | undefined =>
  [chromium.executablePath(), SYSTEM_CHROMIUM].find((path) => existsSync(path));

/** Finds a Chromium or installs one. Throws an Error that says what to do where neither works. */
export function ensureBrowser(): string {
  const install = (command: string, args: string[]) =>
    spawnSync(command, args, { stdio: "inherit", timeout: 300_000 });
  const found = findBrowser();
  if (found) return found;
  console.log("No Chromium here: installing one for the browser tests.");
  install("npx", ["playwright", "install", "chromium"]);
  if (!findBrowser() && process.getuid?.() === 0) {
    install("apt-get", ["update"]);
    install("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error("There is no Chromium for the browser tests: install Debian's package chromium.");
}

/** Flags for a headless Chromium that runs as root and asks nobody but the page's own servers. */
export const browserFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
