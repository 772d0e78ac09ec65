import { Button } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { formatMoney, formatSize } from "@/lib/core/money";
import { readAmount, writeAmount } from "@/lib/core/typed-number";
import { Form } from "../ui/form";
import { AmountField } from "../ui/number-field";
import { SubmitButton } from "../ui/submit-button";
import { checkAmount, type Limits } from "./check-amount";
import classes from "./top-up.module.css";

// Round amounts about as high as the fees that wallets pay.
const QUICK = [100, 250, 500, 1000];

interface Props {
  currency: string;
  limits: Limits;
  /** In units; null for an empty field. */
  start: number | null;
  /** Called with the amount in minor units. */
  choose: (cents: number) => void;
}

/** The amount of a top-up: one of a few, or any between the limits. */
export function AmountForm({ currency, limits, start, choose }: Props) {
  const [text, setText] = useState(start === null ? "" : writeAmount(Math.round(start * 100)));
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const set = (value: string) => {
    setText(value);
    setError(null);
  };
  const cents = readAmount(text, currency);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = checkAmount(text, limits, currency);
    if (checked.ok) return choose(checked.cents);
    setError(checked.error);
    field.current?.focus();
  };
  return (
    <Form onSubmit={submit} aria-label="Amount">
      <fieldset className={classes.quick}>
        <legend>Choose an amount</legend>
        {QUICK.map((amount) => (
          <Button
            key={amount}
            variant="default"
            aria-pressed={cents === amount * 100}
            data-chosen={cents === amount * 100 || undefined}
            className={classes.sum}
            onClick={() => set(writeAmount(amount * 100))}
          >
            {formatSize(amount, currency)}
          </Button>
        ))}
      </fieldset>
      <AmountField
        ref={field}
        currency={currency}
        label={`Amount in ${currency}`}
        leftSection={symbolOf(currency)}
        description={`${formatMoney(limits.min, currency)} to ${formatMoney(limits.max, currency)}`}
        value={text}
        onChange={set}
        error={error}
        size="md"
      />
      <SubmitButton size="md" fullWidth className={classes.go}>
        {cents !== null && cents > 0
          ? `Continue to pay ${formatMoney(cents, currency)}`
          : "Continue to payment"}
      </SubmitButton>
    </Form>
  );
}

/** `$` for USD. */
const symbolOf = (currency: string): string =>
  new Intl.NumberFormat("en-US", { style: "currency", currency })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value ?? "";
