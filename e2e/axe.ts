import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

type Serious = [rule: string, elements: string[]];

/** The serious and critical findings of axe on a page: each rule with its elements. `color`: only rules about colors. */
export async function seriousFindings(
  page: Page,
  rules: "all" | "color" = "all",
): Promise<Serious[]> {
  // Legacy mode opens no second page. It can't look into frames of other origins, such as the card form's. The
  // sandboxed frame of a saved email runs no scripts, so axe can't look into it in either mode.
  const isLegacy = (await page.locator("iframe:not([sandbox])").count()) === 0;
  // The builder runs the source of axe twice for each analysis, which takes longer than many an analysis.
  const hasAxe = await page.evaluate(() => "axe" in window);
  const axe = new AxeBuilder({ page, ...(isLegacy && hasAxe && { axeSource: "0" }) }).options({
    resultTypes: ["violations"],
    ...(rules === "color" && {
      runOnly: { type: "rule" as const, values: ["color-contrast", "link-in-text-block"] },
    }),
  });
  if (isLegacy) axe.setLegacyMode();
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => /serious|critical/.test(impact ?? ""));
  return serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/** Each device with its themes. In the second theme of a device only the colors differ. */
const views = [
  { device: "desktop", viewport: desktop, themes: ["light", "dark"] },
  { device: "phone", viewport: phone, themes: ["dark", "light"] },
] as const;
const repeatViews = [{ device: "phone", viewport: phone, themes: ["dark"] }] as const;

/**
 * The same on desktop and phone in the light and dark theme, by device and theme, and whether the page is wider
 * than a phone. A page that was checked before with other data is only checked on a phone in the dark theme.
 */
export async function findingsEverywhere(page: Page, isRepeat: boolean) {
  const found: Record<string, unknown> = {};
  for (const { device, viewport, themes } of isRepeat ? repeatViews : views) {
    await page.setViewportSize(viewport);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      const rules = colorScheme === themes[0] ? "all" : "color";
      const serious = await seriousFindings(page, rules);
      if (serious.length > 0) found[`${device}, ${colorScheme}`] = serious;
    }
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > phone.width) found.phone = `${width} px wide`;
  return found;
}
