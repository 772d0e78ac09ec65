import type { ReactNode } from "react";
import { completePath } from "@/components/checkout/addresses";
import { ShortId } from "@/components/ui/short-id";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import classes from "./account-card.module.css";

/** An account's ids and times; what it doesn't have yet is left out. */
export function AccountFacts({ account }: { account: PropAccountView }) {
  const { synthetic_hotkey: hotkey, subaccount_id: subaccount, payment_id: payment } = account;
  const facts: Record<string, ReactNode> = {
    Hotkey: hotkey && <ShortId id={hotkey} label="hotkey" />,
    Subaccount: subaccount,
    Created: <TimeAgo at={account.created_at} />,
    Activated: account.activated_at && <TimeAgo at={account.activated_at} />,
    Payment: payment ? <TextLink href={completePath(payment)}>See the payment</TextLink> : "Free",
  };
  return (
    <dl className={classes.facts}>
      {Object.entries(facts).map(
        ([name, value]) =>
          value !== null && (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
