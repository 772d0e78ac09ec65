import { IconAlertTriangle } from "@tabler/icons-react";
import { type ActionName, grantConflicts } from "@/lib/actions/schemas";
import type { ApiError } from "@/lib/client/api";
import { formatMoney } from "@/lib/money";
import { StatusBadge } from "../../ui/status-badge";
import { TextLink } from "../../ui/text-link";
import { TimeAgo } from "../../ui/time-ago";
import { detailPath } from "../console/addresses";
import classes from "./grant-conflicts.module.css";

type Conflicts = NonNullable<ReturnType<typeof conflictsOf>>;

/** What a grant's input has besides once the admin has confirmed it, by its action. */
export const despite: Partial<Record<ActionName, Record<string, true>>> = {
  "account.grant": { despite_payments: true },
  "challenge.grant": { despite_purchases: true },
};

/** The payments or purchases for which a grant was rejected; null for every other error. */
export function conflictsOf(error: ApiError | null) {
  const { data } = grantConflicts.safeParse(error?.beside);
  const { payments = [], purchases = [] } = data ?? {};
  return payments.length + purchases.length > 0 ? { payments, purchases } : null;
}

/** Why a grant may give a second account: what the customer has paid for or is about to. */
export function GrantConflicts({ message, conflicts }: { message: string; conflicts: Conflicts }) {
  const { payments, purchases } = conflicts;
  return (
    <div className={classes.warning} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <p>{message}</p>
        <ul>
          {payments.map((it) => (
            <li key={it.payment_id}>
              <TextLink href={detailPath("payments", it.payment_id)}>
                {formatMoney(it.amount_cents, it.currency)}
              </TextLink>
              <StatusBadge status={it.status} />
              <TimeAgo at={it.created_at} />
              {it.prop_account_id && (
                <TextLink href={detailPath("accounts", it.prop_account_id)}>Its account</TextLink>
              )}
              {it.is_unchecked && <span>Stripe didn't respond: it may be paid.</span>}
            </li>
          ))}
          {purchases.map((it) => (
            <li key={it.purchase_id}>
              <TextLink href={detailPath("purchases", it.purchase_id)}>
                Purchase {it.purchase_id}
              </TextLink>
              <StatusBadge status={it.status} />
              <TimeAgo at={it.created_at} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
