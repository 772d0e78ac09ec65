"use client";

import { UnstyledButton } from "@mantine/core";
import type { Ref } from "react";
import type { OpenerProps } from "./on-demand";
import classes from "./test-cards.module.css";

/** The button that opens the list of test cards. */
export function TestCardsButton(props: Partial<OpenerProps> & { ref?: Ref<HTMLButtonElement> }) {
  return (
    <UnstyledButton className={classes.open} aria-haspopup="dialog" {...props}>
      Test cards
    </UnstyledButton>
  );
}
