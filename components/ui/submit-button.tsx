"use client";

import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentProps } from "react";
import classes from "./form.module.css";
import { useIsHydrated } from "./use-is-hydrated";

type Props = ButtonProps & Omit<ComponentProps<"button">, keyof ButtonProps | "type">;

/**
 * The button that sends a `Form`. It is disabled until the page is hydrated, so that neither a click nor Enter
 * makes the browser itself send the form, which would reload the page and lose what was typed.
 */
export function SubmitButton({ disabled, className, ...props }: Props) {
  const hydrated = useIsHydrated();
  const waits = !hydrated && !disabled;
  return (
    <Button
      type="submit"
      disabled={disabled || waits}
      className={[className, waits && classes.waiting].filter(Boolean).join(" ")}
      {...props}
    />
  );
}
