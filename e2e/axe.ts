import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds on a page that keeps somebody from using it: each rule with the elements. */
export async function seriousFindings(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => /serious|critical/.test(impact ?? ""));
  return serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}
