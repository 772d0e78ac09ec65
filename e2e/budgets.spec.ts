import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "./trader";

const MAX_SCRIPT_BYTES = 195 * 1000;
const MAX_SHIFT = 0.05;

const pages = [
  "/",
  "/programs/two-phase-100k",
  "/checkout/tier_25k?market=crypto",
  "/dashboard/accounts",
];

/** Counts the compressed bytes of our own scripts, without the headers of the responses. */
async function countScripts(page: Page, origin: string) {
  const client: CDPSession = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  const scripts = new Map<string, number>();
  let bytes = 0;
  client.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type !== "Script" || !response.url.startsWith(origin)) return;
    scripts.set(requestId, response.encodedDataLength);
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const headers = scripts.get(requestId);
    if (headers !== undefined) bytes += encodedDataLength - headers;
  });
  return () => ({ bytes, files: scripts.size });
}

/** The cumulative layout shift since the page began to load. */
const layoutShift = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, hadRecentInput } = entry as PerformanceEntry & {
              value: number;
              hadRecentInput: boolean;
            };
            if (!hadRecentInput) sum += value;
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 500);
      }),
  );

for (const path of pages) {
  for (const [device, viewport] of [
    ["desktop", { width: 1280, height: 800 }],
    ["phone", { width: 390, height: 844 }],
  ] as const) {
    test(`${path}: loaded on a ${device} → at most 195 kB of scripts and no layout shift`, async ({
      page,
      trader: _,
      baseURL,
    }) => {
      await page.setViewportSize(viewport);
      // Scripts that Next.js prefetches for linked pages don't count.
      await page.route("**/*", (route) =>
        route.request().headers()["next-router-prefetch"] ? route.abort() : route.continue(),
      );
      const scripts = await countScripts(page, baseURL ?? "");
      await page.goto(path, { waitUntil: "networkidle" });
      const { bytes, files } = scripts();
      const shift = await layoutShift(page);
      test.info().annotations.push({
        type: "measured",
        description: `${bytes} bytes of scripts in ${files} files, layout shift ${shift.toFixed(4)}`,
      });
      expect(files).toBeGreaterThan(3);
      expect(bytes).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
      expect(shift).toBeLessThan(MAX_SHIFT);
    });
  }
}
