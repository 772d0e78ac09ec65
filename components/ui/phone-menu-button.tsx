"use client";

import { Burger } from "@mantine/core";
import type { Ref } from "react";
import type { FrameUser } from "./app-frame";
import type { OpenerProps } from "./on-demand";

interface Props extends Partial<OpenerProps> {
  ref?: Ref<HTMLButtonElement>;
  opened?: boolean;
  user?: FrameUser | null;
}

/** The button of the menu on a narrow screen. */
export function PhoneMenuButton({ opened = false, user: _, ...props }: Props) {
  return (
    <Burger
      opened={opened}
      size="sm"
      aria-label={opened ? "Close menu" : "Open menu"}
      aria-expanded={opened}
      {...props}
    />
  );
}
