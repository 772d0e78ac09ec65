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
import { challengeStateOf } from "./here";
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
  const challenges = statesOf(books);
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
      ...failing(
        [...challenges],
        ([purchase]) => `challenge of purchase ${purchase}`,
        ([purchase, state]) => {
          const count = (what: string) => bought(`challenge.${what} of ${purchase}`);
          const [suspended, reinstated, ended] = [
            count("suspended"),
            count("reinstated"),
            count("ended"),
          ];
          const open = suspended - reinstated;
          if (state === "ended") return ended === 1 && (open === 0 || open === 1);
          return ended === 0 && open === (state === "held" ? 1 : 0);
        },
      ),
      ...purchased
        .filter(({ purchase }) => !ids.includes(`challenge.purchased of ${purchase}`))
        .map(({ id }) => id),
    ],
  };
}

/** What became of the challenges that were bought, by their purchases. */
function statesOf({ here, purchases }: Books): Map<number, ReturnType<typeof challengeStateOf>> {
  const rows = new Map(here.purchases.map((row) => [row.id, row]));
  return new Map(
    purchases.flatMap(({ purchase }) => {
      const row = purchase === null ? undefined : rows.get(purchase);
      return row ? [[row.id, challengeStateOf(row)] as const] : [];
    }),
  );
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
  const idOf = ({ kind, to, text }: (typeof emails)[number]) =>
    `${kindOf(kind)} about ${subjectOf(text) ?? to}`;
  const sent = countsOf(emails, idOf);
  const steps = countsOf(here.history, ({ type, payment }) => `${type} of ${payment}`);
  const failures = countsOf(here.events, ({ type, payment }) => payment && `${type} of ${payment}`);
  const changes = countsOf(here.events, ({ type, purchase }) =>
    purchase === null ? null : `${type} of ${purchase}`,
  );
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
    // One that is out of date when it would be sent is not sent, and what a failed refund opened again
    // is told of with the refund.
    const isToldOfRefund = each.there.refunds.some(({ status }) => status === "failed");
    due.set(`account-ready about ${account}`, {
      least: now === "active" && !isToldOfRefund ? 1 : 0,
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
  for (const [purchase, state] of statesOf(books)) {
    const about = `about purchase ${purchase}`;
    const changed = (what: string) => changes(`challenge.${what} of ${purchase}`);
    const isHeld = state === "held" ? 1 : 0;
    due.set(`challenge-suspended ${about}`, { least: isHeld, most: changed("suspended") });
    due.set(`challenge-reinstated ${about}`, { least: 0, most: changed("reinstated") });
    due.set(`challenge-ended ${about}`, state === "ended" ? once : never);
  }
  // Of a kind that has no rule here, one about each thing, or one for each time that a dispute moves it.
  const paymentOf = new Map(here.accounts.map(({ id, payment }) => [id, payment ?? id]));
  const held = new Map(
    known.map(({ here, order }) => [here?.id, order ? timesHeld(order.plan.after) : 0]),
  );
  for (const email of emails) {
    const subject = subjectOf(email.text) ?? email.to;
    const id = idOf(email);
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

/** Reinstated says the same of an account: it can be traded. Where it was held before, it is said instead. */
const kindOf = (kind: string) => (kind === "account-reinstated" ? "account-ready" : kind);

/** What an email is about: the id that its last line asks to quote. */
const subjectOf = (text: string): string | undefined =>
  [...text.matchAll(/\b(?:pay|prop)_[0-9a-z]+|\bpurchase \d+/g)].at(-1)?.[0];
