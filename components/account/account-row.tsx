import { StatusBadge } from "@/components/ui/status-badge";
import table from "@/components/ui/table.module.css";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ListedAccount } from "@/lib/accounts/schemas";
import { shortenMiddle } from "@/lib/core/format";
import classes from "./accounts.module.css";
import { describeAccount } from "./describe-account";
import { PurchaseBadge } from "./purchase-badge";

/** One account: what it is, how far it is, its status, and the link to its page. */
export function AccountRow({ listed, isNew }: { listed: ListedAccount; isNew: boolean }) {
  const line = describeAccount(listed);
  const { id, href, name, size, loginName, login, phase, badge, reason, paidWith, startedAt } =
    line;
  return (
    <tr className={classes.row} data-account={id} data-new={isNew || undefined}>
      <th scope="row" className={classes.what}>
        {href ? <TextLink href={href}>{name}</TextLink> : name}
        {isNew && <span className={classes.new}>New</span>}
        {login && (
          <span className={classes.detail}>
            {loginName} <code title={login}>{shortenMiddle(login)}</code>
          </span>
        )}
      </th>
      <td className={`${table.number} ${classes.size}`}>{size}</td>
      <td className={classes.phase}>{phase}</td>
      <td className={classes.status}>
        {badge && <StatusBadge {...badge} />}
        {listed.kind === "challenge" && badge === null && (
          <PurchaseBadge purchase={listed.purchase} />
        )}
        {reason && <span className={classes.detail}>{reason}</span>}
      </td>
      <td className={classes.paid}>{paidWith}</td>
      <td className={classes.started}>
        <TimeAgo at={startedAt} />
      </td>
    </tr>
  );
}
