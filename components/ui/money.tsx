import { formatMoney } from "@/lib/money";

/** An amount with its currency, in figures of one width. `cents` are minor units. */
export function Money({ cents, currency }: { cents: number; currency: string }) {
  return (
    <span style={{ fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}>
      {formatMoney(cents, currency)}
    </span>
  );
}
