import type { MantineTheme } from "@mantine/core";
import type { Appearance } from "@stripe/stripe-js";
import { cssVariables } from "@/components/ui/colours";

/**
 * The app's look for Stripe's card form. The form lives in a frame of its own and can't see the
 * page's variables, so it gets their values.
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
      // Stripe's frame has none of our faces.
      fontFamily: "system-ui, sans-serif",
      // Below 16 px a phone zooms in when a field is focused.
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
