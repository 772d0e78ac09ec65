"use client";

import { UnstyledButton } from "@mantine/core";
import type { Ref } from "react";
import type { OpenerProps } from "./on-demand";
import classes from "./test-cards.module.css";

/** Opens the sandbox's test cards. */
export function TestCardsButton(props: Partial<OpenerProps> & { ref?: Ref<HTMLButtonElement> }) {
  return (
    <UnstyledButton className={classes.open} aria-haspopup="dialog" {...props}>
      Test cards
    </UnstyledButton>
  );
}
