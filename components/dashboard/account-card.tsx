import { useEffect, useRef } from "react";
import { paymentPath } from "@/components/payment/paths";
import { FactList } from "@/components/ui/fact-list";
import { ShortId } from "@/components/ui/short-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { formatSize } from "@/lib/core/money";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { SoldRules } from "../payment/sold-rules";
import classes from "./account-card.module.css";
import { AccountNote } from "./account-note";
import { useItemName } from "./tier-names";

interface Props {
  account: PropAccountView;
  /** Marked, and scrolled into view. */
  isNew: boolean;
  supportEmail: string;
}

/** One account: its size, its status, its ids and rules. */
export function AccountCard({ account, isNew, supportEmail }: Props) {
  const card = useRef<HTMLLIElement>(null);
  const name = useItemName(account);
  useEffect(() => {
    if (isNew) card.current?.scrollIntoView({ block: "nearest" });
  }, [isNew]);
  return (
    <li
      ref={card}
      className={classes.card}
      data-new={isNew || undefined}
      data-account={account.id}
      data-status={account.status}
    >
      <div className={classes.head}>
        <h3 className={classes.size}>{formatSize(account.account_size)}</h3>
        {isNew && <span className={classes.new}>New</span>}
        <span className={classes.status}>
          <StatusBadge
            status={account.status}
            label={account.status === "provisioning_failed" ? "Setup delayed" : undefined}
          />
        </span>
      </div>
      <p className={classes.name}>{name}</p>
      <SoldRules terms={account.tier_terms} accountSize={account.account_size} />
      <AccountNote account={account} supportEmail={supportEmail} />
      <div className={classes.facts}>
        <AccountFacts account={account} />
      </div>
    </li>
  );
}

/** An account's ids, times and rules; what it doesn't have yet is left out. */
function AccountFacts({ account }: { account: PropAccountView }) {
  const { synthetic_hotkey: hotkey, subaccount_id: subaccount, payment_id: payment } = account;
  const { created_at, activated_at } = account;
  const facts = {
    "Account key (hotkey)": hotkey && <ShortId id={hotkey} label="account key" />,
    // The key ends with the subaccount's number.
    Subaccount: hotkey ? null : subaccount,
    [activated_at ? "Opened" : "Ordered"]: <TimeAgo at={activated_at ?? created_at} />,
    Payment: payment ? <TextLink href={paymentPath(payment)}>View payment</TextLink> : "Free",
  };
  return <FactList facts={facts} />;
}
