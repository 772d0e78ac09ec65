import { IconAlertTriangle } from "@tabler/icons-react";
import { formatMoney } from "@/lib/money";
import type { PaymentEventView } from "@/lib/payment-history/schemas";
import type { FailedRefundView, PaymentView } from "@/lib/payments/schemas";
import { nextOf } from "../dashboard/payment-next";
import { BackLink } from "../ui/back-link";
import { ButtonLink } from "../ui/button-link";
import layout from "../ui/detail.module.css";
import header from "../ui/detail-header.module.css";
import panel from "../ui/panel.module.css";
import { StatusBadge } from "../ui/status-badge";
import { TextLink } from "../ui/text-link";
import { receiptPath } from "./addresses";
import { badgeOf } from "./badge-of";
import { failedRefundWords } from "./failed-refund-words";
import { History } from "./history";
import { PaymentFacts } from "./payment-facts";
import { standingWords } from "./standing-words";

interface Props {
  payment: PaymentView;
  steps: PaymentEventView[];
  failedRefunds: FailedRefundView[];
  /** `25K challenge, Crypto` */
  name: string;
  supportEmail: string;
}

/** A payment as its trader sees it: what it was for, how it stands, what became of it. */
export function PaymentDetail({ payment, steps, failedRefunds, name, supportEmail }: Props) {
  const { payment_id: id, amount_cents, currency, created_at } = payment;
  const next = nextOf(payment);
  const standing = standingWords(payment, next.declined);
  const failedRefund = failedRefundWords(payment, failedRefunds);
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
          {standing && (
            <>
              <br />
              {standing}
            </>
          )}
        </p>
      </header>
      <div className={layout.layout}>
        <div className={layout.side}>
          <section className={panel.panel} aria-label="About this payment">
            <PaymentFacts payment={payment} />
            <p className={panel.caption}>
              Questions? <TextLink href={mail}>{supportEmail}</TextLink>
            </p>
            <div className={panel.buttons}>
              {next.label !== "Details" && <ButtonLink href={next.href}>{next.label}</ButtonLink>}
              {payment.paid_at && (
                <ButtonLink href={receiptPath(id)} variant="default">
                  Receipt
                </ButtonLink>
              )}
            </div>
          </section>
        </div>
        <div className={layout.main}>
          <section className={panel.panel} aria-labelledby="history">
            <h2 id="history" className={panel.title}>
              What happened
            </h2>
            <History steps={steps} currency={currency} createdAt={created_at} />
          </section>
        </div>
      </div>
    </>
  );
}
