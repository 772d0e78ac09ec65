import { Button } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { formatMoney, formatSize } from "@/lib/money";
import { readAmount, writeAmount } from "@/lib/typed-number";
import { Form } from "../ui/form";
import { AmountField } from "../ui/number-field";
import { SubmitButton } from "../ui/submit-button";
import { checkAmount, type Limits } from "./check-amount";
import classes from "./top-up.module.css";

// Round sums about the size of the fees that wallets pay.
const QUICK = [100, 250, 500, 1000];

interface Props {
  currency: string;
  limits: Limits;
  /** In units; null for an empty field. */
  start: number | null;
  /** Told in minor units. */
  choose: (cents: number) => void;
}

/** How much to top up by: one of a few sums, or any between the limits. */
export function AmountForm({ currency, limits, start, choose }: Props) {
  const [typed, setTyped] = useState(start === null ? "" : writeAmount(Math.round(start * 100)));
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const set = (value: string) => {
    setTyped(value);
    setError(null);
  };
  const chosen = readAmount(typed, currency);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = checkAmount(typed, limits, currency);
    if (checked.ok) return choose(checked.cents);
    setError(checked.error);
    field.current?.focus();
  };
  return (
    <Form onSubmit={submit} aria-label="Amount">
      <fieldset className={classes.quick}>
        <legend>Choose an amount</legend>
        {QUICK.map((sum) => (
          <Button
            key={sum}
            variant="default"
            aria-pressed={chosen === sum * 100}
            data-chosen={chosen === sum * 100 || undefined}
            className={classes.sum}
            onClick={() => set(writeAmount(sum * 100))}
          >
            {formatSize(sum, currency)}
          </Button>
        ))}
      </fieldset>
      <AmountField
        ref={field}
        currency={currency}
        label={`Amount in ${currency}`}
        leftSection={symbolOf(currency)}
        description={`${formatMoney(limits.min, currency)} to ${formatMoney(limits.max, currency)}`}
        value={typed}
        onChange={set}
        error={error}
        size="md"
      />
      <SubmitButton size="md" fullWidth className={classes.go}>
        {chosen !== null && chosen > 0
          ? `Continue to the card with ${formatMoney(chosen, currency)}`
          : "Continue to the card"}
      </SubmitButton>
    </Form>
  );
}

/** `$` for USD. */
const symbolOf = (currency: string): string =>
  new Intl.NumberFormat("en-US", { style: "currency", currency })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value ?? "";
