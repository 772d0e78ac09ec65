import { formatMoney } from "@/lib/core/money";

/** An amount with its currency, in tabular figures. `cents` are minor units. */
export function Money({ cents, currency }: { cents: number; currency: string }) {
  return (
    <span style={{ fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}>
      {formatMoney(cents, currency)}
    </span>
  );
}
