import { IconInfoCircle } from "@tabler/icons-react";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { PaymentView } from "@/lib/payments/schemas";
import { completePath } from "./addresses";
import classes from "./order.module.css";

/** Told to whoever paid for the very same thing a moment ago, before they pay for it twice. */
export function RecentPurchase({ payment }: { payment: PaymentView }) {
  return (
    <div className={classes.notice} role="note">
      <IconInfoCircle size={18} aria-hidden />
      <p>
        You paid for this challenge{" "}
        {payment.paid_at ? <TimeAgo at={payment.paid_at} /> : "a moment ago"}.{" "}
        <TextLink href={completePath(payment.payment_id)}>See that payment</TextLink>. Paying here
        buys another account.
      </p>
    </div>
  );
}
