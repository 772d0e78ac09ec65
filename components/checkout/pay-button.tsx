import { Button, Loader } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { formatMoney } from "@/lib/core/money";
import classes from "./card-form.module.css";

/** `loading` until the card form is ready; `paid` until the next page is shown. */
export type PayPhase = "loading" | "ready" | "paying" | "paid";

interface Props {
  cents: number;
  currency: string;
  phase: PayPhase;
}

/** The button that pays, with the amount. While it pays it says so and ignores clicks. */
export function PayButton({ cents, currency, phase }: Props) {
  const amount = formatMoney(cents, currency);
  const busy = phase === "paying" || phase === "paid";
  const labels = { loading: "Pay", ready: "Pay", paying: "Paying", paid: "Paid" };
  return (
    <Button
      type="submit"
      size="md"
      fullWidth
      className={classes.pay}
      disabled={phase === "loading"}
      // Not `disabled`, so that the button keeps its focus and colour while it pays.
      aria-disabled={busy || undefined}
      leftSection={
        busy ? <Loader size={16} color="currentColor" /> : <IconLock size={16} aria-hidden />
      }
      aria-live="polite"
    >
      {`${labels[phase]} ${amount}${phase === "paying" ? "…" : ""}`}
    </Button>
  );
}
