import type { Appearance } from "@stripe/stripe-js";
import { styleSheet } from "./dom";

type Variables = NonNullable<Appearance["variables"]>;
type Theme = NonNullable<Appearance["theme"]>;

const shared: Variables = {
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizeBase: "16px",
  spacingUnit: "4px",
  borderRadius: "6px",
  colorPrimary: "#0570de",
};

const light: Variables = {
  ...shared,
  colorBackground: "#ffffff",
  colorText: "#30313d",
  colorTextSecondary: "#5f6170",
  colorDanger: "#c9162b",
  colorSuccess: "#1d7f4e",
  colorWarning: "#9a6400",
};

const themes: Readonly<Record<Theme, Variables>> = {
  stripe: light,
  flat: { ...light, colorBackground: "#f1f3f7" },
  night: {
    ...shared,
    colorPrimary: "#4aa3ff",
    colorBackground: "#30313d",
    colorText: "#ffffff",
    colorTextSecondary: "#b3b5c2",
    colorDanger: "#fe87a1",
    colorSuccess: "#63d297",
    colorWarning: "#f2bc57",
  },
};

/** The theme's variables, overridden by the page's, as `--colorPrimary` and so on. */
export function customProperties(appearance: Appearance = {}): ReadonlyArray<[string, string]> {
  const variables = { ...themes[appearance.theme ?? "stripe"], ...appearance.variables };
  return Object.entries(variables).map(([name, value]) => [`--${name}`, value]);
}

/** Applies the theme, the variables and the page's rules to an element. */
export function applyAppearance(
  element: HTMLElement,
  rules: CSSStyleSheet,
  appearance: Appearance = {},
): void {
  for (const name of [...element.style]) element.style.removeProperty(name);
  for (const [name, value] of customProperties(appearance)) element.style.setProperty(name, value);
  element.dataset.theme = appearance.theme ?? "stripe";
  rules.replaceSync(rulesCss(appearance.rules ?? {}));
}

/** An empty stylesheet for the rules of `applyAppearance`. */
export function rulesSheet(): CSSStyleSheet {
  return styleSheet("");
}

function rulesCss(rules: NonNullable<Appearance["rules"]>): string {
  return Object.entries(rules)
    .map(([selector, declarations]) => `${selector} { ${declarationsCss(declarations)} }`)
    .join("\n");
}

function declarationsCss(declarations: Readonly<Record<string, string>>): string {
  return Object.entries(declarations)
    .map(([name, value]) => `${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}: ${value};`)
    .join(" ");
}
