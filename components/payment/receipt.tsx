import { formatMoney } from "@/lib/core/money";
import type { ReceiptView } from "@/lib/core/receipt-view";
import { BackLink } from "../ui/back-link";
import { ExactTime } from "../ui/exact-time";
import { PrintButton } from "../ui/print-button";
import { TextLink } from "../ui/text-link";
import classes from "./receipt.module.css";
import { paymentMethodLabel } from "./receipt-labels";
import { ReceiptLines } from "./receipt-lines";

interface Props {
  receipt: ReceiptView;
  /** The page that links to it. */
  back: { href: string; text: string };
}

/** A receipt: amount, seller, buyer and means of payment. Only the sheet is printed. */
export function Receipt({ receipt, back }: Props) {
  const { number, payment_id, seller, buyer, paid_at, paid_with: paid } = receipt;
  const facts = {
    "Receipt number": <span className={classes.id}>{number}</span>,
    "Paid on": <ExactTime at={paid_at} zone="UTC" />,
    "Paid with": paymentMethodLabel(receipt),
    ...(payment_id &&
      payment_id !== number && {
        Payment: <span className={classes.id}>{payment_id}</span>,
      }),
    ...("stripe_payment_intent_id" in paid && {
      "Stripe reference": <span className={classes.id}>{paid.stripe_payment_intent_id}</span>,
    }),
    "Terms accepted": receipt.terms.path ? (
      <TextLink href={receipt.terms.path} quiet>
        {receipt.terms.name}
      </TextLink>
    ) : (
      receipt.terms.name
    ),
  };
  return (
    <>
      <div className={classes.bar}>
        <BackLink href={back.href}>{back.text}</BackLink>
        <PrintButton />
      </div>
      <article className={classes.sheet} aria-labelledby="receipt">
        <header className={classes.head}>
          <h1 id="receipt">Receipt</h1>
          <p className={classes.total}>{formatMoney(receipt.amount_cents, receipt.currency)}</p>
        </header>
        <dl className={classes.facts}>
          {Object.entries(facts).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className={classes.parties}>
          <Party title="From" lines={[seller.name, ...seller.address, seller.email]}>
            {seller.tax_number && `Tax ID ${seller.tax_number}`}
          </Party>
          <Party title="Billed to" lines={buyer.name ? [buyer.name, buyer.email] : [buyer.email]} />
        </div>
        <ReceiptLines receipt={receipt} />
        <p className={classes.note}>Tax isn't itemized on this receipt.</p>
      </article>
    </>
  );
}

function Party({
  title,
  lines,
  children,
}: {
  title: string;
  lines: string[];
  children?: string | null;
}) {
  return (
    <section>
      <h2>{title}</h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {children && <p>{children}</p>}
    </section>
  );
}
