import { IconAlertTriangle } from "@tabler/icons-react";
import { cardLabel } from "@/lib/core/card-label";
import { formatMoney } from "@/lib/core/money";
import type { PaymentEventView } from "@/lib/payment-history/schemas";
import type { FailedRefundView, PaymentView } from "@/lib/payments/schemas";
import { accountPath } from "../account/paths";
import { challengePath } from "../challenge/paths";
import { nextStepOf } from "../dashboard/payment-next-step";
import { BackLink } from "../ui/back-link";
import { ButtonLink } from "../ui/button-link";
import layout from "../ui/detail.module.css";
import header from "../ui/detail-header.module.css";
import { ExactTime } from "../ui/exact-time";
import { FactList } from "../ui/fact-list";
import panel from "../ui/panel.module.css";
import { ShortId } from "../ui/short-id";
import { StatusBadge } from "../ui/status-badge";
import { TextLink } from "../ui/text-link";
import { badgeOf } from "./badge-of";
import { failedRefundMessage } from "./failed-refund-message";
import { History } from "./history";
import { receiptPath } from "./paths";
import { PaymentStatusText } from "./payment-status-text";
import { refundedAmount } from "./refunded-amount";
import { SoldRules } from "./sold-rules";

interface Props {
  payment: PaymentView;
  steps: PaymentEventView[];
  failedRefunds: FailedRefundView[];
  /** `One-step 25K, Crypto` */
  name: string;
  supportEmail: string;
}

/** The trader's page of a payment: what it was for, its status and its history. */
export function PaymentDetail({ payment, steps, failedRefunds, name, supportEmail }: Props) {
  const { payment_id: id, amount_cents, currency, created_at } = payment;
  const next = nextStepOf(payment);
  const failedRefund = failedRefundMessage(payment, failedRefunds);
  const mail = `mailto:${supportEmail}?subject=${encodeURIComponent(`Payment ${id}`)}`;
  return (
    <>
      <header>
        <BackLink href="/dashboard">Dashboard</BackLink>
        <div className={header.title}>
          <h1>{formatMoney(amount_cents, currency)}</h1>
          <StatusBadge {...badgeOf(payment, next.declined)} />
        </div>
        {failedRefund && (
          <p className={`${panel.notice} ${header.notice}`}>
            <IconAlertTriangle size={16} aria-hidden />
            {failedRefund}
          </p>
        )}
        <p className={header.lead}>
          {name}
          <br />
          <PaymentStatusText
            payment={payment}
            declined={next.declined}
            refunded={refundedAmount(steps, currency)}
          />
        </p>
      </header>
      <div className={layout.layout}>
        <div className={layout.side}>
          <section className={panel.panel} aria-label="About this payment">
            <PaymentFacts payment={payment} />
            <SoldRules terms={payment.tier_terms} accountSize={payment.account_size ?? 0} />
            <p className={panel.caption}>
              Questions? <TextLink href={mail}>{supportEmail}</TextLink>
            </p>
            <div className={panel.buttons}>
              {next.label !== "Details" && <ButtonLink href={next.href}>{next.label}</ButtonLink>}
              {payment.paid_at && (
                <ButtonLink href={receiptPath(id)} variant="default">
                  View receipt
                </ButtonLink>
              )}
            </div>
          </section>
        </div>
        <div className={layout.main}>
          <section className={panel.panel} aria-labelledby="history">
            <h2 id="history" className={panel.title}>
              Timeline
            </h2>
            <History steps={steps} currency={currency} createdAt={created_at} />
          </section>
        </div>
      </div>
    </>
  );
}

/** A payment's ids and times; missing ones are left out. */
function PaymentFacts({ payment }: { payment: PaymentView }) {
  const facts = {
    "Payment ID": <ShortId id={payment.payment_id} label="payment ID" />,
    "Stripe reference": payment.stripe_payment_intent_id && (
      <ShortId id={payment.stripe_payment_intent_id} label="Stripe reference" />
    ),
    Started: <ExactTime at={payment.created_at} />,
    Paid: payment.paid_at && <ExactTime at={payment.paid_at} />,
    "Paid with": payment.card && cardLabel(payment.card),
    Account: payment.prop_account_id && (
      <ShortId
        id={payment.prop_account_id}
        label="account ID"
        href={accountPath(payment.prop_account_id)}
      />
    ),
    Challenge: payment.challenge_id && (
      <TextLink href={challengePath(payment.challenge_id)}>{payment.challenge_id}</TextLink>
    ),
    Wallet:
      payment.kind === "deposit" ? <ShortId id={String(payment.login)} label="login" /> : null,
    "Wallet reference": payment.credited_order,
  };
  return <FactList facts={facts} />;
}
