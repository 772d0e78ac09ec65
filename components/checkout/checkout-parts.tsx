import { pageTitle } from "@/components/challenge-purchase/page-title";
import { programSize } from "@/components/store/program";
import { afterPassing } from "@/components/store/program-end";
import { productName } from "@/lib/catalog/product-name";
import type { ProgramView, TierView } from "@/lib/catalog/schemas";
import { formatMoney, formatSize, formatUnits } from "@/lib/core/money";
import type { CheckoutParts } from "./checkout-layout";
import { OrderRules } from "./order-rules";
import { OrderSummary } from "./order-summary";
import { WhatHappensNext } from "./what-happens-next";

/** The checkout of a tier, which a card pays for. */
export const tierParts = (tier: TierView, market: string, backHref: string): CheckoutParts => {
  const { name, phases, account_size, price_cents, currency } = tier;
  const compared = phases.map((phase) => ({ ...phase, initial_balance: account_size, currency }));
  return {
    backHref,
    heading: pageTitle("choosing", false),
    summary: (
      <OrderSummary
        name={productName({ name, phases, market })}
        size={formatSize(account_size, currency)}
        about={afterPassing(phases, price_cents)}
        total={formatMoney(price_cents, currency)}
      />
    ),
    rules: <OrderRules phases={compared} />,
    next: <WhatHappensNext after="tier-by-card" size={formatSize(account_size, currency)} />,
  };
};

/** The checkout of a program, which a card or a wallet pays for; of a free one, its start. */
export const programParts = (
  program: ProgramView,
  by: "card" | "wallet",
  backHref: string,
): CheckoutParts => {
  const { display_name, price, price_currency, steps } = program;
  const isFree = price === 0;
  const after = isFree ? "free" : by === "card" ? "program-by-card" : "wallet";
  return {
    backHref,
    heading: pageTitle("choosing", isFree),
    summary: (
      <OrderSummary
        name={display_name}
        size={programSize(program)}
        about={afterPassing(steps, price)}
        total={isFree ? null : formatUnits(price, price_currency)}
      />
    ),
    rules: <OrderRules phases={steps} />,
    next: <WhatHappensNext after={after} size={programSize(program)} />,
  };
};
