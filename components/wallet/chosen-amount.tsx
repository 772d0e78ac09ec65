import { UnstyledButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { formatMoney } from "@/lib/money";
import classes from "./top-up.module.css";

interface Props {
  cents: number;
  currency: string;
  change: () => void;
}

/** The amount that is topped up, above the card form, with the way back to it. */
export function ChosenAmount({ cents, currency, change }: Props) {
  const line = useRef<HTMLParagraphElement>(null);
  // The button that had the keyboard's focus went with the amount's form.
  useEffect(() => line.current?.focus(), []);
  return (
    <p className={classes.amount} ref={line} tabIndex={-1}>
      <strong>{formatMoney(cents, currency)}</strong>
      <UnstyledButton className={classes.change} onClick={change}>
        Change the amount
      </UnstyledButton>
    </p>
  );
}
