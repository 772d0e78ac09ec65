import { IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { legalPath } from "@/lib/core/legal-pages";
import { TextLink } from "../ui/text-link";
import classes from "./questions.module.css";

/** A question that opens to its answer. */
export function Question({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={classes.question}>
      <summary>
        {title}
        <IconChevronDown size={16} aria-hidden />
      </summary>
      <p>{children}</p>
    </details>
  );
}

/** Questions and their answers, for customers before they pay. */
export function Questions({ supportEmail }: { supportEmail: string }) {
  return (
    <section className={classes.section} aria-labelledby="questions">
      <h2 id="questions">Frequently asked questions</h2>
      <div>
        <Question title="What happens if my payment fails?">
          You aren't charged and nothing is bought. We show you the reason, and you can try another
          card right away. Clicking Pay again never creates a second purchase.
        </Question>
        <Question title="How long until I can trade?">
          Usually within a minute of your bank approving the payment. If your bank takes longer,
          your dashboard shows the payment as processing and we create the account as soon as it
          clears.
        </Question>
        <Question title="What happens when I pass?">
          Passing completes the challenge. There are no payouts yet, and we don't open later phases
          or funded accounts yet. Each challenge says so before you buy it.
        </Question>
        <Question title="What is the wallet?">
          A balance you keep with us. Every customer gets one at sign-up. Top it up by card and use
          it for challenges that name wallet balance beside their price. If we can't open a
          challenge, the fee is returned to your wallet automatically. To withdraw an unused
          balance, email <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>.
        </Question>
        <Question title="Can I get a refund?">
          Email <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>. Refunds go to
          the card or wallet you paid with. A full refund closes the account it paid for. More in
          the <TextLink href={legalPath("refunds")}>refund policy</TextLink>.
        </Question>
        <Question title="Do you store my card details?">
          No. Stripe processes your card; the number goes straight from your browser to Stripe and
          never touches our servers.
        </Question>
      </div>
    </section>
  );
}
