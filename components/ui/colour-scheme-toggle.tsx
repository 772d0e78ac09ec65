"use client";

import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import classes from "./colour-scheme-toggle.module.css";
import { IconButton } from "./icon-button";

/** Switches between light and dark. Both icons are there and CSS shows one, so nothing flashes. */
export function ColourSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  return (
    <IconButton
      aria-label="Switch between light and dark"
      onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
    >
      <IconMoon className={classes.moon} size={18} aria-hidden />
      <IconSun className={classes.sun} size={18} aria-hidden />
    </IconButton>
  );
}
