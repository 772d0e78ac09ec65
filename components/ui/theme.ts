"use client";

import { createTheme } from "@mantine/core";
import { accent, dark, gray, green, red } from "./colours";

// Four sizes in px: 13 for notes, 15 for text, 20 for headings, 32 for page titles.
const note = "0.8125rem";
const base = "0.9375rem";
const heading = "1.25rem";
const display = "2rem";

/** Mantine's theme: one font family, one accent, warm greys, four font sizes, an 8-point grid. */
export const theme = createTheme({
  fontFamily: "var(--pd-font)",
  fontFamilyMonospace: "'Geist Mono Variable', ui-monospace, monospace",
  colors: { accent, gray, dark, red, green },
  white: "#ffffff",
  black: "#1c1b18",
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 5 },
  fontSizes: { xs: note, sm: base, md: base, lg: heading, xl: heading },
  lineHeights: { xs: "1.4", sm: "1.5", md: "1.5", lg: "1.35", xl: "1.2" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: display, lineHeight: "1.15" },
      h2: { fontSize: heading, lineHeight: "1.3" },
      h3: { fontSize: base, lineHeight: "1.5" },
      h4: { fontSize: base, lineHeight: "1.5" },
    },
  },
  shadows: {
    xs: "0 1px 2px rgb(28 27 24 / 0.05)",
    sm: "0 1px 2px rgb(28 27 24 / 0.05), 0 2px 8px rgb(28 27 24 / 0.04)",
    md: "0 4px 24px rgb(28 27 24 / 0.1)",
  },
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { fw: 500 } },
    Tooltip: { defaultProps: { withArrow: true, fz: "xs" } },
    Popover: { defaultProps: { shadow: "md" } },
    Menu: { defaultProps: { shadow: "md" } },
    Modal: { styles: { title: { fontSize: heading, fontWeight: 600, lineHeight: 1.3 } } },
  },
});
