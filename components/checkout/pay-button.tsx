import { Button, Loader } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { formatMoney } from "@/lib/money";
import classes from "./card-form.module.css";

/** `loading` before the card form is there; `paid` until the next page is. */
export type PayPhase = "loading" | "ready" | "paying" | "paid";

interface Props {
  cents: number;
  currency: string;
  phase: PayPhase;
}

/** The button that pays, with the amount on it. While it works it says so and can't be pressed. */
export function PayButton({ cents, currency, phase }: Props) {
  const amount = formatMoney(cents, currency);
  const busy = phase === "paying" || phase === "paid";
  const words = { loading: "Pay", ready: "Pay", paying: "Paying", paid: "Paid" }[phase];
  return (
    <Button
      type="submit"
      size="md"
      fullWidth
      className={classes.pay}
      disabled={phase === "loading"}
      // Not `disabled`: the button keeps the keyboard's focus and its colour while it works.
      aria-disabled={busy || undefined}
      leftSection={
        busy ? <Loader size={16} color="currentColor" /> : <IconLock size={16} aria-hidden />
      }
      aria-live="polite"
    >
      {`${words} ${amount}${busy ? "…" : ""}`}
    </Button>
  );
}
