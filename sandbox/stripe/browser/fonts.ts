import type { CssFontSource, CustomFontSource } from "@stripe/stripe-js";
import { IntegrationError } from "./errors";

/** Adds a font of the option `fonts` to the document, once. Throws IntegrationError for a stylesheet's address. */
export function addFont(font: CssFontSource | CustomFontSource): void {
  if ("cssSrc" in font) {
    throw new IntegrationError("The Stripe sandbox takes fonts with a family and a src only.");
  }
  const { family, src, style, unicodeRange, weight } = font;
  if (!family || !src) return;
  for (const face of document.fonts) if (face.family === family) return;
  document.fonts.add(
    new FontFace(family, src, {
      ...(style && { style }),
      ...(unicodeRange && { unicodeRange }),
      ...(weight && { weight }),
    }),
  );
}
