"use client";

import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentProps } from "react";
import classes from "./form.module.css";
import { useIsAlive } from "./use-is-alive";

type Props = ButtonProps & Omit<ComponentProps<"button">, keyof ButtonProps | "type">;

/**
 * The button that sends a `Form`. It is disabled until the page is alive: neither a click nor Enter sends
 * the form by the browser itself, which would reload the page and lose what was typed.
 */
export function SubmitButton({ disabled, className, ...props }: Props) {
  const alive = useIsAlive();
  const waits = !alive && !disabled;
  return (
    <Button
      type="submit"
      disabled={disabled || waits}
      className={[className, waits && classes.waiting].filter(Boolean).join(" ")}
      {...props}
    />
  );
}
