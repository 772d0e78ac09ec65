"use client";

import { createTheme, type MantineColorsTuple } from "@mantine/core";

// A deep green-blue: the one accent, for the one thing to do on a page.
const accent: MantineColorsTuple = [
  "#e8f6f3",
  "#d3e9e4",
  "#a5d2c8",
  "#74bbab",
  "#4ea893",
  "#369c84",
  "#25967b",
  "#13826a",
  "#04745d",
  "#00644f",
];

/** Mantine's theme: one family, one accent, an 8-point grid. */
export const theme = createTheme({
  fontFamily: "'Geist Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'Geist Mono Variable', ui-monospace, monospace",
  headings: { fontWeight: "600" },
  colors: { accent },
  primaryColor: "accent",
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: "md",
  cursorType: "pointer",
});
