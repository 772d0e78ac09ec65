import type { CSSVariablesResolver, MantineColorsTuple } from "@mantine/core";

/** The accent, an ink blue, for the main action of a page. It is never the colour of a status. */
export const accent: MantineColorsTuple = [
  "#eef2fd",
  "#dde5fb",
  "#b9c8f6",
  "#93a9f0",
  "#7590ea",
  "#4c69d6",
  "#3a58cc",
  "#2e47af",
  "#253a90",
  "#1d2e72",
];

/** Red, for what failed and what can't be undone. 6 is the text of the light theme's status. */
export const red: MantineColorsTuple = [
  "#fbeae7",
  "#f6d3ce",
  "#eeaca5",
  "#e4837a",
  "#d95d53",
  "#c53f35",
  "#b3261e",
  "#951f18",
  "#771913",
  "#5b130f",
];

/** Green, for what succeeded. 6 is the text of the light theme's status. */
export const green: MantineColorsTuple = [
  "#e6f3ea",
  "#cbe6d5",
  "#9fd1b3",
  "#7fcb9b",
  "#44a06d",
  "#25804f",
  "#166b3f",
  "#125834",
  "#0e4629",
  "#0a331e",
];

/** Warm greys of the light theme, lightest first. 6 is the dimmed text, with a contrast of 5:1 on the background. */
export const gray: MantineColorsTuple = [
  "#faf9f6",
  "#f4f2ed",
  "#eae7e0",
  "#dfdbd2",
  "#cbc6ba",
  "#a8a296",
  "#6a665c",
  "#514e46",
  "#35332d",
  "#1f1d1a",
];

/** Warm greys of the dark theme, text first. 2 is the dimmed text, 8 the background. */
export const dark: MantineColorsTuple = [
  "#edebe6",
  "#d5d2ca",
  "#aaa69b",
  "#827e74",
  "#3d3a35",
  "#2c2a26",
  "#22201d",
  "#1b1a17",
  "#131210",
  "#0c0b0a",
];

/** Our own CSS variables beside Mantine's: background, surface, lines, and two colours per status. */
export const cssVariables: CSSVariablesResolver = (theme) => ({
  variables: {
    "--pd-display": "2rem",
    "--pd-width": "72rem",
  },
  light: {
    "--pd-ground": gray[0],
    "--pd-surface": theme.white,
    "--pd-sunken": gray[1],
    "--pd-line": gray[2],
    "--pd-line-strong": gray[4],
    "--pd-text": theme.black,
    "--pd-dim": gray[6],
    "--pd-accent-text": accent[7],
    "--pd-accent-soft": accent[0],
    "--pd-green": green[6],
    "--pd-green-soft": green[0],
    "--pd-amber": "#875205",
    "--pd-amber-soft": "#fbf0d9",
    "--pd-red": red[6],
    "--pd-red-soft": red[0],
    "--pd-grey": gray[6],
    "--pd-grey-soft": gray[1],
    "--mantine-color-body": theme.white,
    "--mantine-color-dimmed": gray[6],
    "--mantine-color-error": red[6],
    "--mantine-color-placeholder": "#77736a",
    "--mantine-color-default-border": gray[3],
  },
  dark: {
    "--pd-ground": dark[8],
    "--pd-surface": dark[7],
    "--pd-sunken": dark[9],
    "--pd-line": dark[5],
    "--pd-line-strong": dark[4],
    "--pd-text": dark[0],
    "--pd-dim": dark[2],
    "--pd-accent-text": accent[3],
    "--pd-accent-soft": "#1d2340",
    "--pd-green": green[3],
    "--pd-green-soft": "#16291d",
    "--pd-amber": "#e6b566",
    "--pd-amber-soft": "#2e2412",
    "--pd-red": "#f2968c",
    "--pd-red-soft": "#381b18",
    "--pd-grey": dark[2],
    "--pd-grey-soft": dark[6],
    "--mantine-color-body": dark[7],
    "--mantine-color-text": dark[0],
    "--mantine-color-dimmed": dark[2],
    "--mantine-color-error": "#f2968c",
    "--mantine-color-placeholder": "#8f8b80",
    "--mantine-color-default-border": dark[4],
  },
});
