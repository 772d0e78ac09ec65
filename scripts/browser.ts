import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Debian's browsers. The headless shell needs half of the processor time of the whole browser, with the same engine. */
const systemBrowsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/**
 * The Chromium on this machine, as Playwright's launch option: Debian's, or Playwright's own, which it finds by itself.
 * Undefined if there is none.
 */
export function findBrowser(): { executablePath?: string } | undefined {
  const [headlessShell = "", browser = ""] = systemBrowsers;
  if (existsSync(headlessShell)) return { executablePath: headlessShell };
  if (existsSync(chromium.executablePath())) return {};
  return existsSync(browser) ? { executablePath: browser } : undefined;
}

/** Finds a Chromium or installs one. Throws an Error that says what to do if neither works. */
export function ensureBrowser(): { executablePath?: string } {
  const install = (command: string, args: string[]) =>
    spawnSync(command, args, { stdio: "inherit", timeout: 300_000 });
  const found = findBrowser();
  if (found) return found;
  console.log("No Chromium found. Installing one for the browser tests.");
  install("npx", ["playwright", "install", "chromium"]);
  if (!findBrowser() && process.getuid?.() === 0) {
    install("apt-get", ["update"]);
    install("apt-get", ["install", "-y", "--no-install-recommends", "chromium-headless-shell"]);
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    "No Chromium found for the browser tests. Install Debian's package chromium-headless-shell.",
  );
}

/** Flags for a headless Chromium that may run as root and connects only to the page's own servers. */
export const browserFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
