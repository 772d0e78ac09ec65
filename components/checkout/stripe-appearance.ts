import type { MantineTheme } from "@mantine/core";
import type { Appearance } from "@stripe/stripe-js";
import { cssVariables } from "@/components/ui/colours";
import { cardFormFont } from "./card-form-font";

/**
 * Our style for Stripe's card form. The form is in an iframe that can't read the page's CSS variables, so it
 * gets their values.
 */
export function stripeAppearance(theme: MantineTheme, scheme: "light" | "dark"): Appearance {
  const colours = cssVariables(theme)[scheme];
  const colour = (name: `--${string}`) => colours[name] ?? "";
  const line = `1px solid ${colour("--pd-line-strong")}`;
  return {
    theme: scheme === "dark" ? "night" : "stripe",
    variables: {
      colorPrimary: colour("--pd-accent-text"),
      colorBackground: colour("--pd-surface"),
      colorText: colour("--pd-text"),
      colorTextSecondary: colour("--pd-dim"),
      colorTextPlaceholder: colour("--mantine-color-placeholder"),
      colorDanger: colour("--pd-red"),
      colorSuccess: colour("--pd-green"),
      colorWarning: colour("--pd-amber"),
      fontFamily: `${cardFormFont}, system-ui, sans-serif`,
      // Phones zoom in on a focused field with a smaller font.
      fontSizeBase: "16px",
      borderRadius: "8px",
      spacingUnit: "4px",
    },
    rules: {
      ".Input": { border: line, boxShadow: "none" },
      ".Tab": { border: line, boxShadow: "none" },
      ".Label": { color: colour("--pd-text"), fontWeight: "500" },
    },
  };
}
