import type { CSSVariablesResolver, MantineColorsTuple } from "@mantine/core";

/** An ink blue: the one accent, for the one thing to do on a page. It never says a status. */
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

/** Warm greys of the light theme, lightest first. 6 is the dimmed text: 5:1 on the ground. */
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

/** Warm greys of the dark theme, text first. 2 is the dimmed text, 8 the ground. */
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

/** Our own CSS variables beside Mantine's: ground, surface, line, and a pair for each status. */
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
    "--pd-green": "#166b3f",
    "--pd-green-soft": "#e6f3ea",
    "--pd-amber": "#875205",
    "--pd-amber-soft": "#fbf0d9",
    "--pd-red": "#b3261e",
    "--pd-red-soft": "#fbeae7",
    "--pd-grey": gray[6],
    "--pd-grey-soft": gray[1],
    "--mantine-color-body": theme.white,
    "--mantine-color-dimmed": gray[6],
    "--mantine-color-error": "#b3261e",
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
    "--pd-green": "#7fcb9b",
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
