import type { PaymentSummary, SameOrder } from "@/lib/console/schemas";
import { cardLabel } from "@/lib/core/card-label";
import { failureMessage } from "@/lib/core/failure-messages";
import { Breakable } from "../../ui/breakable";
import { ExactTime } from "../../ui/exact-time";
import { Money } from "../../ui/money";
import { ShortId } from "../../ui/short-id";
import { StatusBadge } from "../../ui/status-badge";
import { TextLink } from "../../ui/text-link";
import { detailPath } from "../console/paths";
import classes from "./payment-header.module.css";

/** The answers to a call about a payment: who paid, with which card, when, why it failed, and what is left of it. */
export function PaymentHeader({ summary }: { summary: PaymentSummary }) {
  const { payment_id, customer, card, created_at, paid_at, stripe_url } = summary;
  const { amount_cents, returned_cents, currency } = summary;
  return (
    <section className={classes.header} aria-label="Summary">
      <dl className={classes.facts}>
        <div>
          <dt>Customer</dt>
          <dd>
            <TextLink href={detailPath("customers", customer.id)}>
              <Breakable text={customer.name ?? customer.email} />
            </TextLink>
            {customer.name && (
              <span className={classes.under}>
                <Breakable text={customer.email} />
              </span>
            )}
          </dd>
        </div>
        {card && (
          <div>
            <dt>Card</dt>
            <dd>{cardLabel(card)}</dd>
          </div>
        )}
        <div>
          <dt>Created</dt>
          <dd>
            <ExactTime at={created_at} zone="UTC" />
          </dd>
        </div>
        {paid_at && (
          <div>
            <dt>Paid</dt>
            <dd>
              <ExactTime at={paid_at} zone="UTC" />
            </dd>
          </div>
        )}
        <Failure summary={summary} />
        <SameOrders orders={summary.same_orders} />
        {returned_cents > 0 && (
          <>
            <div>
              <dt>Returned</dt>
              <dd>
                <Money cents={returned_cents} currency={currency} />
                <span className={classes.under}>Refunds and lost disputes</span>
              </dd>
            </div>
            <div>
              <dt>Net</dt>
              <dd>
                <Money cents={amount_cents - returned_cents} currency={currency} />
              </dd>
            </div>
          </>
        )}
      </dl>
      {(paid_at || stripe_url) && (
        <p className={classes.links}>
          {paid_at && (
            <TextLink href={`${detailPath("payments", payment_id)}/receipt`}>View receipt</TextLink>
          )}
          {stripe_url && <TextLink href={stripe_url}>Open in Stripe</TextLink>}
        </p>
      )}
    </section>
  );
}

/** What the customer paid for the same thing on the same day: they may have been charged twice. */
function SameOrders({ orders }: { orders: SameOrder[] }) {
  if (orders.length === 0) return null;
  return (
    <div>
      <dt>Same order, also paid</dt>
      {orders.map(({ payment_id: id, status, paid_at }) => (
        <dd key={id}>
          <ShortId id={id} label="payment ID" href={detailPath("payments", id)} />{" "}
          <StatusBadge status={status} />
          <span className={classes.under}>
            <ExactTime at={paid_at} zone="UTC" />
          </span>
        </dd>
      ))}
    </div>
  );
}

/** Why it was declined or canceled: Stripe's code, and what the customer reads about it. */
function Failure({ summary: { failure_reason: code, is_canceled } }: { summary: PaymentSummary }) {
  if (code === null) return null;
  const label = code.replaceAll("_", " ");
  return (
    <div>
      <dt>{is_canceled ? "Canceled because" : "Declined because"}</dt>
      <dd>
        {label.charAt(0).toUpperCase() + label.slice(1)}
        <span className={classes.under}>The customer reads: “{failureMessage(code)}”</span>
      </dd>
    </div>
  );
}
