import type { Offer } from "@/components/store/offers";
import { marketName } from "@/lib/core/format";
import { checkoutPath } from "./paths";
import { CardOnly, type PaymentMethod, PaymentMethods } from "./payment-methods";

interface Props {
  tierId: string;
  market: string;
  current: PaymentMethod;
  /** The program that wallets buy as the tier; `unavailable` while the trading server doesn't say. */
  program: Offer["program"] | "unavailable";
}

/** The payment methods of a tier. A card opens an account at the venue, a wallet one at the trading server. */
export function TierMethods({ tierId, market, current, program }: Props) {
  if (program === null || program === "unavailable") {
    return <CardOnly isWalletUnavailable={program === "unavailable"} />;
  }
  return (
    <PaymentMethods
      current={current}
      hrefs={{
        card: checkoutPath(tierId, market),
        wallet: checkoutPath(tierId, market, "wallet"),
      }}
      difference={`Same rules, same price. By card you get a ${marketName(market)} account with an account key (hotkey); with wallet balance, an account with a login and a password.`}
    />
  );
}
