import { IconCreditCard, IconWallet } from "@tabler/icons-react";
import Link from "next/link";
import { buyPath } from "@/components/store/program";
import classes from "./payment-methods.module.css";

export type PaymentMethod = "card" | "wallet";

const methods = [
  { method: "card", icon: IconCreditCard, label: "Card" },
  { method: "wallet", icon: IconWallet, label: "Wallet balance" },
] as const;

interface Props {
  programId: number;
  current: PaymentMethod;
}

/** The choice between card and wallet. Links: they work without JavaScript, and a payment under way is left as it is. */
export function PaymentMethods({ programId, current }: Props) {
  return (
    <nav className={classes.methods} aria-label="Payment method">
      {methods.map(({ method, icon: Icon, label }) => (
        <Link
          key={method}
          href={`${buyPath(programId)}?pay=${method}`}
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
  );
}
