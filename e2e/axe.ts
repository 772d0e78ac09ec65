import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

type Serious = [rule: string, elements: string[]];

/** What axe finds on a page that keeps somebody from using it: each rule with the elements. */
export async function seriousFindings(page: Page): Promise<Serious[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  // Looking into frames of other origins, as the card form's, opens a second page each time. A letter's
  // frame runs no scripts, axe's neither.
  if ((await page.locator("iframe:not([sandbox])").count()) === 0) axe.setLegacyMode();
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => /serious|critical/.test(impact ?? ""));
  return serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/**
 * The same on a desktop and on a phone, by day and by night, by where it was found. Also what is wider
 * than a phone. What was seen before with other data, on a phone by night alone.
 */
export async function findingsEverywhere(page: Page, isSeenBefore: boolean) {
  const found: Record<string, unknown> = {};
  for (const [device, viewport] of Object.entries(isSeenBefore ? { phone } : { desktop, phone })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of isSeenBefore ? (["dark"] as const) : (["light", "dark"] as const)) {
      await page.emulateMedia({ colorScheme });
      const serious = await seriousFindings(page);
      if (serious.length > 0) found[`${device}, ${colorScheme}`] = serious;
    }
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > phone.width) found.phone = `${width} px wide`;
  return found;
}
