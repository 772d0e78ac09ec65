"use client";

import { IconMenu2, IconX } from "@tabler/icons-react";
import type { Ref } from "react";
import { IconButton } from "./icon-button";
import type { SignedInUser } from "./nav-items";
import type { OpenerProps } from "./on-demand";

interface Props extends Partial<OpenerProps> {
  ref?: Ref<HTMLButtonElement>;
  opened?: boolean;
  user?: SignedInUser | null;
}

/** The button of the phone menu. */
export function PhoneMenuButton({ opened = false, user: _, ...props }: Props) {
  return (
    <IconButton aria-label={opened ? "Close menu" : "Open menu"} aria-expanded={opened} {...props}>
      {opened ? <IconX size={22} aria-hidden /> : <IconMenu2 size={22} aria-hidden />}
    </IconButton>
  );
}
