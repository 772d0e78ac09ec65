import { formatMoney } from "@/lib/money";
import type { PaymentEvidenceView } from "@/lib/payment-history/schemas";
import type { PaymentInspection as Inspection } from "@/lib/payments/schemas";
import { PaymentFacts } from "../payment/payment-facts";
import { BackLink } from "../ui/back-link";
import header from "../ui/detail-header.module.css";
import { FactList } from "../ui/fact-list";
import panel from "../ui/panel.module.css";
import { ShortId } from "../ui/short-id";
import { StatusBadge } from "../ui/status-badge";
import { Evidence } from "./evidence";
import classes from "./payment-inspection.module.css";

interface Props {
  inspection: Inspection;
  steps: PaymentEvidenceView[];
  name: string;
}

/** A payment as an admin sees it: whose it is, how it stands and everything that came about it. */
export function PaymentInspection({ inspection, steps, name }: Props) {
  const { payment, customer_email, app_name, review_reason, account_status, consent } = inspection;
  const { amount_cents, currency } = payment;
  const money = (cents: number) => formatMoney(cents, currency);
  const facts = {
    Customer: customer_email,
    Through: app_name ?? "the firm's own pages",
    "Account status": account_status && <StatusBadge status={account_status} />,
    ...numbered("Refund", inspection.refunds, money),
    ...numbered("Dispute", inspection.disputes, money),
    Terms: consent.terms_version,
    "Agreed from": consent.ip || "unknown",
    With: consent.user_agent || "unknown",
  };
  return (
    <>
      <header>
        <BackLink href="/admin">Admin</BackLink>
        <div className={header.title}>
          <h1>{money(amount_cents)}</h1>
          <StatusBadge status={payment.status} />
        </div>
        <p className={header.lead}>{name}</p>
      </header>
      {review_reason && <p className={`${panel.notice} ${classes.review}`}>{review_reason}</p>}
      <div className={classes.facts}>
        <section className={panel.panel} aria-label="About this payment">
          <PaymentFacts payment={payment} />
        </section>
        <section className={panel.panel} aria-label="Whose it is">
          <FactList facts={facts} />
        </section>
      </div>
      <section aria-labelledby="history">
        <h2 id="history" className={classes.heading}>
          History
        </h2>
        <Evidence steps={steps} currency={currency} />
      </section>
    </>
  );
}

/** `Refund 1`, `Refund 2`: how much, how it stands, and its id at Stripe. */
const numbered = (
  what: string,
  list: { id: string; amount_cents: number; status: string; reason?: string }[],
  money: (cents: number) => string,
) =>
  Object.fromEntries(
    list.map(({ id, amount_cents, status, reason }, index) => [
      list.length > 1 ? `${what} ${index + 1}` : what,
      <span key={id} className={classes.told}>
        {money(amount_cents)}, {status}
        {reason && ` (${reason})`} <ShortId id={id} label={`${what.toLowerCase()} id`} />
      </span>,
    ]),
  );
