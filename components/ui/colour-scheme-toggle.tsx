"use client";

import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import classes from "./colour-scheme-toggle.module.css";
import { IconButton } from "./icon-button";

/**
 * Switches between light and dark. The choice that the system has too is stored as "auto", so that the page
 * follows the system from then on. Both icons are rendered and CSS shows one, so that nothing flickers.
 */
export function ColourSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const toggle = () => {
    const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = scheme === "dark" ? "light" : "dark";
    setColorScheme(next === system ? "auto" : next);
  };
  return (
    <IconButton aria-label="Switch between light and dark" onClick={toggle}>
      <IconMoon className={classes.moon} size={18} aria-hidden />
      <IconSun className={classes.sun} size={18} aria-hidden />
    </IconButton>
  );
}
