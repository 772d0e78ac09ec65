import {
  type Books,
  buysAccount,
  type Check,
  countsOf,
  failing,
  isPaid,
  type Known,
  knownPayments,
} from "./check";
import { expectedAccount, isDisputed, refundedOf } from "./model";
import { timesHeld } from "./plan-after";

/** How often something is announced: at least, and at most. */
interface Due {
  least: number;
  most: number;
}
const once: Due = { least: 1, most: 1 };
const never: Due = { least: 0, most: 0 };
const holds = ({ least, most }: Due, count: number) => count >= least && count <= most;

/** Webhooks: of each thing that happened one, and of nothing else. */
export function checkEvents(books: Books): Check {
  const { here, purchases } = books;
  const known = knownPayments(books);
  const told = countsOf(here.events, ({ type, payment }) => payment && `${type} of ${payment}`);
  const bought = countsOf(here.events, ({ type, purchase }) =>
    purchase === null ? null : `${type} of ${purchase}`,
  );
  const steps = countsOf(here.history, ({ type, payment }) => `${type} of ${payment}`);
  const states = ["active", "suspended", "closed"] as const;
  const due = known.flatMap((each) => {
    const payment = each.here?.id ?? each.intent;
    const payments = Object.entries(dueOfPayment(each)).map(([type, due]) => ({
      id: `${type} of ${payment}`,
      due,
    }));
    const accounts = states.map((state) => {
      const id = `prop_account.${state} of ${payment}`;
      const isNow = isPaid(each) && buysAccount(each) && expectedAccount(each.there) === state;
      return {
        id,
        due: { least: Math.max(isNow ? 1 : 0, steps(id)), most: mostOf(each, state, steps(id)) },
      };
    });
    return [...payments, ...accounts];
  });
  const active = purchases.filter(({ purchase }) => purchase !== null);
  const ids = active.map(({ purchase }) => `challenge.purchased of ${purchase}`);
  const purchased = here.events.filter(({ type }) => type === "challenge.purchased");
  return {
    name: "webhooks emitted once for each thing that happened",
    of: here.events.length,
    lost: [
      ...failing(
        due,
        ({ id }) => id,
        ({ id, due }) => holds(due, told(id)),
      ),
      ...failing(
        ids,
        (id) => id,
        (id) => bought(id) === 1,
      ),
      ...purchased
        .filter(({ purchase }) => !ids.includes(`challenge.purchased of ${purchase}`))
        .map(({ id }) => id),
    ],
  };
}

function dueOfPayment({ there, order }: Known): Record<string, Due> {
  if (there.status !== "succeeded") {
    return { "payment.succeeded": never, "payment.refunded": never, "payment.disputed": never };
  }
  const held = order ? timesHeld(order.plan.after) : 0;
  return {
    "payment.succeeded": once,
    // One that failed may have done so before it was known.
    "payment.refunded": {
      least: refundedOf(there) > 0 ? 1 : 0,
      most: there.refunds.length,
    },
    "payment.disputed": { least: isDisputed(there) ? 1 : 0, most: held },
  };
}

/** An account is suspended as often as a dispute holds its payment at most, and comes back as often. */
function mostOf({ order }: Known, state: "active" | "suspended" | "closed", steps: number): number {
  const held = order ? timesHeld(order.plan.after) : 0;
  if (state === "suspended") return Math.min(steps, held);
  // Closed for a refund that fails, it is opened again.
  return Math.min(steps, state === "closed" ? 1 : held + 2);
}

/** Emails: of each thing that is told by email one, however often a killed worker sent it. */
export function checkEmails(books: Books): Check {
  const { here, purchases } = books;
  const known = knownPayments(books);
  const emails = [...new Map(books.emails.map((email) => [email.id, email])).values()];
  const sent = countsOf(emails, ({ kind, to, text }) => `${kind} about ${subjectOf(text) ?? to}`);
  const steps = countsOf(here.history, ({ type, payment }) => `${type} of ${payment}`);
  const failures = countsOf(here.events, ({ type, payment }) => payment && `${type} of ${payment}`);
  const accountOf = new Map(here.accounts.map(({ id, payment }) => [payment, id]));
  const due = new Map<string, Due>();
  for (const each of known) {
    const payment = each.here?.id;
    if (payment === undefined) continue;
    const account = accountOf.get(payment);
    due.set(`receipt about ${payment}`, isPaid(each) ? once : never);
    due.set(`payment-failed about ${payment}`, {
      least: 0,
      most: failures(`payment.failed of ${payment}`),
    });
    if (account === undefined) continue;
    const now = expectedAccount(each.there);
    // One that is out of date when it would be sent is not sent.
    due.set(`account-ready about ${account}`, {
      least: now === "active" ? 1 : 0,
      most: steps(`prop_account.active of ${payment}`),
    });
    due.set(`account-suspended about ${account}`, {
      least: now === "suspended" ? 1 : 0,
      most: steps(`prop_account.suspended of ${payment}`),
    });
  }
  for (const { purchase } of purchases) {
    if (purchase !== null) due.set(`challenge-bought about purchase ${purchase}`, once);
  }
  // Of a kind that has no rule here, one about each thing, or one for each time that a dispute moves it.
  const paymentOf = new Map(here.accounts.map(({ id, payment }) => [id, payment ?? id]));
  const held = new Map(
    known.map(({ here, order }) => [here?.id, order ? timesHeld(order.plan.after) : 0]),
  );
  for (const { kind, to, text } of emails) {
    const subject = subjectOf(text) ?? to;
    const id = `${kind} about ${subject}`;
    const times = held.get(paymentOf.get(subject) ?? subject) ?? 0;
    if (!due.has(id)) due.set(id, { least: 1, most: Math.max(1, times) });
  }
  return {
    name: "emails sent once for each thing that is told",
    of: emails.length,
    lost: failing(
      [...due],
      ([id]) => id,
      ([id, each]) => holds(each, sent(id)),
    ),
  };
}

/** What an email is about: the id that its last line asks to quote. */
const subjectOf = (text: string): string | undefined =>
  [...text.matchAll(/\b(?:pay|prop)_[0-9a-z]+|\bpurchase \d+/g)].at(-1)?.[0];
