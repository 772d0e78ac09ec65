import type { CustomFontSource } from "@stripe/stripe-js";

/** The name of the page's font within the card form. */
export const cardFormFont = "Geist";

/**
 * The page's font for Stripe's card form, whose iframe can't use the page's: the file that the page itself loads,
 * which our server lets other origins read. Empty on the server, and if the page has no such file; the form then
 * has the system's font.
 */
export function cardFormFonts(): CustomFontSource[] {
  if (typeof document === "undefined") return [];
  const pageFont = getComputedStyle(document.documentElement).getPropertyValue("--pd-font");
  const family = familyOf(pageFont.split(",")[0] ?? "");
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      if (familyOf(rule.style.getPropertyValue("font-family")) !== family) continue;
      const file = /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue("src"))?.[1];
      if (!file) continue;
      const { href } = new URL(file, sheet.href ?? document.baseURI);
      return [{ family: cardFormFont, src: `url("${href}")`, weight: "100 900" }];
    }
  }
  return [];
}

const familyOf = (name: string) => name.trim().replaceAll(/["']/g, "");
