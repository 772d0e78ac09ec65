import { useEffect, useRef } from "react";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatSize } from "@/lib/money";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import classes from "./account-card.module.css";
import { AccountFacts } from "./account-facts";
import { AccountNote } from "./account-note";
import { useItemName } from "./tier-names";

interface Props {
  account: PropAccountView;
  /** Just bought: marked, and scrolled to. */
  isNew: boolean;
  supportEmail: string;
}

/** One account: its size and status, and what it takes to trade with it. */
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
          <StatusBadge status={account.status} />
        </span>
      </div>
      <p className={classes.name}>{name}</p>
      <AccountNote account={account} supportEmail={supportEmail} />
      <div className={classes.facts}>
        <AccountFacts account={account} />
      </div>
    </li>
  );
}
