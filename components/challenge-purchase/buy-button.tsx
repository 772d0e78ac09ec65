import { Loader } from "@mantine/core";
import { SubmitButton } from "@/components/ui/submit-button";
import classes from "./buy-form.module.css";

interface Props {
  /** `Buy for $499.00 from wallet 100001` */
  words: string;
  busy: boolean;
  disabled: boolean;
}

/** The one button that buys, with the fee and the wallet on it. */
export function BuyButton({ words, busy, disabled }: Props) {
  return (
    <SubmitButton
      size="md"
      fullWidth
      className={classes.buy}
      classNames={{ label: classes.words }}
      disabled={disabled}
      // Not `disabled`: the button keeps the keyboard's focus and its colour while it works.
      aria-disabled={busy || undefined}
      leftSection={busy ? <Loader size={16} color="currentColor" /> : undefined}
      aria-live="polite"
    >
      {words}
    </SubmitButton>
  );
}
