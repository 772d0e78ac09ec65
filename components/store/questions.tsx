import { IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./questions.module.css";

function Question({ title, children }: { title: string; children: ReactNode }) {
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

/** What people ask before they pay. */
export function Questions({ supportEmail }: { supportEmail: string }) {
  return (
    <section className={classes.section} aria-labelledby="questions">
      <h2 id="questions">Before you pay</h2>
      <div>
        <Question title="What happens if my payment fails?">
          Nothing is bought and nothing is taken. The page says why, and you can use another card
          right there. Pressing the button again never buys a second account.
        </Question>
        <Question title="How long until I can trade?">
          Usually less than a minute after your bank confirms. If a bank takes longer, your
          dashboard says that the payment is processing; the account follows by itself.
        </Question>
        <Question title="What happens when I pass?">
          Passing completes the challenge. Accounts pay nothing out yet, and later phases and funded
          accounts aren't opened yet; each challenge says so where you buy it.
        </Question>
        <Question title="What is the trading wallet?">
          An account with us that holds your own money; everybody has one from the day they sign up.
          Top it up by card, and pay for challenges in phases from its balance. If such a challenge
          can't be opened, the fee goes back to the wallet by itself. Money that you don't spend is
          returned on request: write to <a href={`mailto:${supportEmail}`}>{supportEmail}</a>.
        </Question>
        <Question title="Can I get a refund?">
          Write to <a href={`mailto:${supportEmail}`}>{supportEmail}</a>. A refund goes back to the
          card that paid. When it is refunded in full, the account that it paid for is closed.
        </Question>
        <Question title="Is my card stored here?">
          No. The card form is Stripe's; the number goes from your browser to Stripe and never
          reaches our servers.
        </Question>
      </div>
    </section>
  );
}
