import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

type Serious = [rule: string, elements: string[]];

/** What axe finds on a page that keeps somebody from using it: each rule with the elements. */
export async function seriousFindings(page: Page): Promise<Serious[]> {
  const axe = new AxeBuilder({ page });
  // A letter is shown in a frame that runs no scripts, axe's neither.
  if ((await page.locator("iframe[sandbox]").count()) > 0) axe.setLegacyMode();
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => /serious|critical/.test(impact ?? ""));
  return serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/**
 * The same by day on a desktop and by night on a phone, by where it was found: what a page is made of
 * changes with its width, and its colours with the time of day. Also what is wider than a phone.
 * What was seen before with other data, on a phone alone.
 */
export async function findingsEverywhere(page: Page, isSeenBefore: boolean) {
  const found: Record<string, unknown> = {};
  const look = async (where: string) => {
    const serious = await seriousFindings(page);
    if (serious.length > 0) found[where] = serious;
  };
  if (!isSeenBefore) {
    await page.setViewportSize(desktop);
    await page.emulateMedia({ colorScheme: "light" });
    await look("desktop, light");
  }
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: "dark" });
  await look("phone, dark");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > phone.width) found.phone = `${width} px wide`;
  return found;
}
