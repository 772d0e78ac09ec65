import { IconCreditCard, IconWallet } from "@tabler/icons-react";
import Link from "next/link";
import classes from "./payment-methods.module.css";

export type PaymentMethod = "card" | "wallet";

const methods = [
  { method: "card", icon: IconCreditCard, label: "Card" },
  { method: "wallet", icon: IconWallet, label: "Wallet balance" },
] as const;

interface Props {
  current: PaymentMethod;
  /** The page with each method. */
  hrefs: Record<PaymentMethod, string>;
  /** How what is bought differs by the method. */
  difference?: string;
}

/** The choice between card and wallet. Links: they work without JavaScript, and a payment under way is left as it is. */
export function PaymentMethods({ current, hrefs, difference }: Props) {
  return (
    <div className={classes.payment}>
      <nav className={classes.methods} aria-label="Payment method">
        {methods.map(({ method, icon: Icon, label }) => (
          <Link
            key={method}
            href={hrefs[method]}
            replace
            scroll={false}
            prefetch={false}
            className={classes.method}
            aria-current={method === current ? "true" : undefined}
          >
            <Icon size={18} aria-hidden />
            {label}
          </Link>
        ))}
      </nav>
      {difference && <p className={classes.note}>{difference}</p>}
    </div>
  );
}

/** In place of the choice where a card is the only method. */
export function CardOnly({ isWalletUnavailable }: { isWalletUnavailable: boolean }) {
  return (
    <p className={classes.only}>
      {isWalletUnavailable
        ? "By card. Wallet balance isn't available right now."
        : "By card. Wallet balance can't pay for this challenge."}
    </p>
  );
}

/** The height of the choice, while it is read whether there is one. */
export const MethodsWaiting = () => <div className={classes.waiting} aria-hidden />;
