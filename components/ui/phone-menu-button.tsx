"use client";

import { IconMenu2, IconX } from "@tabler/icons-react";
import type { Ref } from "react";
import type { FrameUser } from "./app-frame";
import { IconButton } from "./icon-button";
import type { OpenerProps } from "./on-demand";

interface Props extends Partial<OpenerProps> {
  ref?: Ref<HTMLButtonElement>;
  opened?: boolean;
  user?: FrameUser | null;
}

/** The button of the menu on a narrow screen. */
export function PhoneMenuButton({ opened = false, user: _, ...props }: Props) {
  return (
    <IconButton aria-label={opened ? "Close menu" : "Open menu"} aria-expanded={opened} {...props}>
      {opened ? <IconX size={22} aria-hidden /> : <IconMenu2 size={22} aria-hidden />}
    </IconButton>
  );
}
