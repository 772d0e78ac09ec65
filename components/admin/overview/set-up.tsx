import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { SetUpStep } from "@/lib/console/schemas";
import { TextLink } from "../../ui/text-link";
import { catalogPath } from "../catalog/paths";
import { listPath } from "../console/paths";
import classes from "./set-up.module.css";

interface Props {
  steps: SetUpStep[];
  /** The address of this system, where Stripe sends events. */
  appUrl: string;
  /** The setting of the same name. */
  walletGroup: string;
}
type Firm = Omit<Props, "steps">;

/** The checklist before the first sale: what is set up, and what is missing. */
export function SetUp({ steps, ...firm }: Props) {
  const needed = steps.filter(({ optional }) => !optional);
  const done = needed.filter((step) => step.done).length;
  return (
    <section className={classes.setUp} aria-labelledby="set-up">
      <h2 id="set-up">Before you sell</h2>
      <p className={classes.count}>
        {done} of {needed.length} done
      </p>
      <ul className={classes.steps}>
        {steps.map((step) => (
          <Step key={step.name} step={step} firm={firm} />
        ))}
      </ul>
    </section>
  );
}

function Step({ step: { name, done, optional }, firm }: { step: SetUpStep; firm: Firm }) {
  const { title, how } = texts[name];
  const Icon = done ? IconCircleCheckFilled : IconCircle;
  return (
    <li className={classes.step} data-step={name} data-done={done || undefined}>
      <Icon size={18} aria-label={done ? "Done" : "To do"} role="img" />
      <div>
        <span className={classes.title}>{title}</span>
        {optional && <span className={classes.optional}> · optional</span>}
        {!done && <p className={classes.how}>{how(firm)}</p>}
      </div>
    </li>
  );
}

const texts: Record<SetUpStep["name"], { title: string; how: (firm: Firm) => ReactNode }> = {
  wallet_group: {
    title: "New customers get a wallet",
    how: ({ walletGroup }) => (
      <>
        The account group <code>{walletGroup}</code>, set by <code>WALLET_GROUP</code>, doesn't
        exist yet. <TextLink href={`${catalogPath}/groups/new`}>Create it</TextLink> with mode REAL
        and an initial balance of 0.
      </>
    ),
  },
  something_on_sale: {
    title: "Something is for sale",
    how: () => (
      <>
        <TextLink href={`${catalogPath}/programs/new`}>Create a program</TextLink> with its phases
        and rules, then sell it by card, from wallets, or both.
      </>
    ),
  },
  stripe_events: {
    title: "Stripe sends events",
    how: ({ appUrl }) => (
      <>
        No event has arrived yet. Add a webhook endpoint for{" "}
        <code>{appUrl}/v2/webhooks/stripe</code> in{" "}
        <a href="https://dashboard.stripe.com/webhooks">Stripe’s dashboard</a> and send it a test
        event. It appears in <TextLink href={listPath("stripe-events")}>Stripe events</TextLink>.
      </>
    ),
  },
  email: {
    title: "Customers get emails",
    how: () => (
      <>
        Set <code>SMTP_URL</code> and <code>MAIL_FROM</code>, and restart. Until then, customers
        can't verify their email or reset their password.
      </>
    ),
  },
  legal_documents: {
    title: "The legal documents are your firm's",
    how: () => (
      <>
        The <TextLink href={`${catalogPath}#legal`}>texts in effect</TextLink> say in notes what
        your firm has to adapt, such as its name and address.
      </>
    ),
  },
  receipts: {
    title: "Receipts show your business address",
    how: () => (
      <>
        Set <code>FIRM_ADDRESS</code> and, if you have one, <code>FIRM_TAX_NUMBER</code>.
      </>
    ),
  },
  partner_app: {
    title: "A partner can call the API",
    how: () => (
      <>
        Create an <TextLink href={listPath("apps")}>API app</TextLink>.
      </>
    ),
  },
};
