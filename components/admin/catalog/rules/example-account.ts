import type { GroupView } from "@/lib/catalog/schemas";
import type { ProgramValues } from "../program-values";
import type { ExampleAccount } from "./readable-rules";

/** The size of the examples where no account group decides it: 100,000. */
const EXAMPLE_CENTS = 10_000_000;

/** The account that a phase's sentences have as their example: that of its group. */
export function exampleOf(
  { steps, price_currency, is_for_wallets: isForWallets }: ProgramValues,
  index: number,
  groups: GroupView[] | null,
): ExampleAccount {
  const step = steps[index];
  const group = isForWallets && groups?.find(({ name }) => name === step?.account_group);
  return {
    initial: group ? group.default_deposit_cents : EXAMPLE_CENTS,
    currency: group ? group.currency : price_currency,
    phaseType: step?.phase_type === "1" ? "funded" : "evaluation",
  };
}
