import { IconAlertTriangle } from "@tabler/icons-react";
import type { ApiError } from "@/components/client/api";
import { type ActionName, grantConflicts } from "@/lib/actions/schemas";
import { formatMoney } from "@/lib/core/money";
import { StatusBadge } from "../../ui/status-badge";
import { TextLink } from "../../ui/text-link";
import { TimeAgo } from "../../ui/time-ago";
import { detailPath } from "../console/paths";
import classes from "./grant-conflicts.module.css";

type Conflicts = NonNullable<ReturnType<typeof conflictsOf>>;

/** The fields that confirm a grant despite conflicts, by its action. */
export const confirmations: Partial<Record<ActionName, Record<string, true>>> = {
  "account.grant": { despite_payments: true },
  "challenge.grant": { despite_purchases: true },
};

/** The payments or purchases for which a grant was rejected; null for every other error. */
export function conflictsOf(error: ApiError | null) {
  const { data } = grantConflicts.safeParse(error?.beside);
  const { payments = [], purchases = [] } = data ?? {};
  return payments.length + purchases.length > 0 ? { payments, purchases } : null;
}

/** Why a grant may give a second account: the payments or purchases of the same thing. */
export function GrantConflicts({ message, conflicts }: { message: string; conflicts: Conflicts }) {
  const { payments, purchases } = conflicts;
  return (
    <div className={classes.warning} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <p>{message}</p>
        <ul>
          {payments.map((payment) => (
            <li key={payment.payment_id}>
              <TextLink href={detailPath("payments", payment.payment_id)}>
                {formatMoney(payment.amount_cents, payment.currency)}
              </TextLink>
              <StatusBadge status={payment.status} />
              <TimeAgo at={payment.created_at} />
              {payment.prop_account_id && (
                <TextLink href={detailPath("accounts", payment.prop_account_id)}>
                  View account
                </TextLink>
              )}
              {payment.is_unchecked && <span>Stripe didn't respond, so it may be paid.</span>}
            </li>
          ))}
          {purchases.map((purchase) => (
            <li key={purchase.purchase_id}>
              <TextLink href={detailPath("purchases", purchase.purchase_id)}>
                Purchase {purchase.purchase_id}
              </TextLink>
              <StatusBadge status={purchase.status} />
              <TimeAgo at={purchase.created_at} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
