import {
  buysAccount,
  type Check,
  type ComparedPayment,
  countsOf,
  type FinalState,
  failing,
  isPaid,
  joinPayments,
} from "./check";
import { expectedAccount, isDisputed, refundedOf } from "./model";
import { timesHeld } from "./plan-follow-up";
import { challengeStateOf } from "./tables";

/** How many events or emails there must be about one thing. */
interface ExpectedCount {
  min: number;
  max: number;
}
const once: ExpectedCount = { min: 1, max: 1 };
const never: ExpectedCount = { min: 0, max: 0 };
const holds = ({ min, max }: ExpectedCount, count: number) => count >= min && count <= max;

/** Webhooks: one event for each change, and no other events. */
export function checkEvents(finalState: FinalState): Check {
  const { tables, purchases } = finalState;
  const comparedPayments = joinPayments(finalState);
  const emitted = countsOf(
    tables.events,
    ({ type, payment }) => payment && `${type} of ${payment}`,
  );
  const purchaseEvents = countsOf(tables.events, ({ type, purchase }) =>
    purchase === null ? null : `${type} of ${purchase}`,
  );
  const steps = countsOf(tables.history, ({ type, payment }) => `${type} of ${payment}`);
  const states = ["active", "suspended", "closed"] as const;
  const expected = comparedPayments.flatMap((each) => {
    const payment = each.record?.id ?? each.intent;
    const payments = Object.entries(expectedPaymentEvents(each)).map(([type, expected]) => ({
      id: `${type} of ${payment}`,
      expected,
    }));
    const accounts = states.map((state) => {
      const id = `prop_account.${state} of ${payment}`;
      const isExpected =
        isPaid(each) && buysAccount(each) && expectedAccount(each.stripePayment) === state;
      return {
        id,
        expected: {
          min: Math.max(isExpected ? 1 : 0, steps(id)),
          max: maxAccountEvents(each, state, steps(id)),
        },
      };
    });
    return [...payments, ...accounts];
  });
  const active = purchases.filter(({ purchase }) => purchase !== null);
  const ids = active.map(({ purchase }) => `challenge.purchased of ${purchase}`);
  const purchased = tables.events.filter(({ type }) => type === "challenge.purchased");
  const challenges = statesOf(finalState);
  return {
    name: "webhooks emitted once for each change",
    total: tables.events.length,
    lost: [
      ...failing(
        expected,
        ({ id }) => id,
        ({ id, expected }) => holds(expected, emitted(id)),
      ),
      ...failing(
        ids,
        (id) => id,
        (id) => purchaseEvents(id) === 1,
      ),
      ...failing(
        [...challenges],
        ([purchase]) => `challenge of purchase ${purchase}`,
        ([purchase, state]) => {
          const count = (change: string) => purchaseEvents(`challenge.${change} of ${purchase}`);
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

/** The state of each challenge that was bought, by the id of its purchase. */
function statesOf({
  tables,
  purchases,
}: FinalState): Map<number, ReturnType<typeof challengeStateOf>> {
  const rows = new Map(tables.purchases.map((row) => [row.id, row]));
  return new Map(
    purchases.flatMap(({ purchase }) => {
      const row = purchase === null ? undefined : rows.get(purchase);
      return row ? [[row.id, challengeStateOf(row)] as const] : [];
    }),
  );
}

function expectedPaymentEvents({
  stripePayment,
  order,
}: ComparedPayment): Record<string, ExpectedCount> {
  if (stripePayment.status !== "succeeded") {
    return { "payment.succeeded": never, "payment.refunded": never, "payment.disputed": never };
  }
  const held = order ? timesHeld(order.plan.followUp) : 0;
  return {
    "payment.succeeded": once,
    // A refund may have failed before we handled an event about it.
    "payment.refunded": {
      min: refundedOf(stripePayment) > 0 ? 1 : 0,
      max: stripePayment.refunds.length,
    },
    "payment.disputed": { min: isDisputed(stripePayment) ? 1 : 0, max: held },
  };
}

/** How often an account may enter a state: each dispute that holds the payment suspends it at most once. */
function maxAccountEvents(
  { order }: ComparedPayment,
  state: "active" | "suspended" | "closed",
  steps: number,
): number {
  const held = order ? timesHeld(order.plan.followUp) : 0;
  if (state === "suspended") return Math.min(steps, held);
  // An account that was closed for a refund is opened again if the refund fails.
  return Math.min(steps, state === "closed" ? 1 : held + 2);
}

/** Emails: one about each change that has an email. An email that a killed worker sent twice counts once. */
export function checkEmails(finalState: FinalState): Check {
  const { tables, purchases } = finalState;
  const comparedPayments = joinPayments(finalState);
  const emails = [...new Map(finalState.emails.map((email) => [email.id, email])).values()];
  const idOf = ({ kind, to, text }: (typeof emails)[number]) =>
    `${kindOf(kind)} about ${subjectOf(text) ?? to}`;
  const sent = countsOf(emails, idOf);
  const steps = countsOf(tables.history, ({ type, payment }) => `${type} of ${payment}`);
  const failures = countsOf(
    tables.events,
    ({ type, payment }) => payment && `${type} of ${payment}`,
  );
  const changes = countsOf(tables.events, ({ type, purchase }) =>
    purchase === null ? null : `${type} of ${purchase}`,
  );
  const accountOf = new Map(tables.accounts.map(({ id, payment }) => [payment, id]));
  const expected = new Map<string, ExpectedCount>();
  for (const each of comparedPayments) {
    const payment = each.record?.id;
    if (payment === undefined) continue;
    const account = accountOf.get(payment);
    expected.set(`receipt about ${payment}`, isPaid(each) ? once : never);
    expected.set(`payment-failed about ${payment}`, {
      min: 0,
      max: failures(`payment.failed of ${payment}`),
    });
    if (account === undefined) continue;
    const accountState = expectedAccount(each.stripePayment);
    // An email that is out of date is not sent. The email about a failed refund says that the account is open again.
    const hasRefundEmail = each.stripePayment.refunds.some(({ status }) => status === "failed");
    expected.set(`account-ready about ${account}`, {
      min: accountState === "active" && !hasRefundEmail ? 1 : 0,
      max: steps(`prop_account.active of ${payment}`),
    });
    expected.set(`account-suspended about ${account}`, {
      min: accountState === "suspended" ? 1 : 0,
      max: steps(`prop_account.suspended of ${payment}`),
    });
  }
  for (const { purchase } of purchases) {
    if (purchase !== null) expected.set(`challenge-bought about purchase ${purchase}`, once);
  }
  for (const [purchase, state] of statesOf(finalState)) {
    const about = `about purchase ${purchase}`;
    const changed = (change: string) => changes(`challenge.${change} of ${purchase}`);
    const isHeld = state === "held" ? 1 : 0;
    expected.set(`challenge-suspended ${about}`, { min: isHeld, max: changed("suspended") });
    expected.set(`challenge-reinstated ${about}`, { min: 0, max: changed("reinstated") });
    expected.set(`challenge-ended ${about}`, state === "ended" ? once : never);
  }
  // A kind without a rule above: one email about each thing, or one for each dispute that holds its money.
  const paymentOf = new Map(tables.accounts.map(({ id, payment }) => [id, payment ?? id]));
  const held = new Map(
    comparedPayments.map(({ record, order }) => [
      record?.id,
      order ? timesHeld(order.plan.followUp) : 0,
    ]),
  );
  for (const email of emails) {
    const subject = subjectOf(email.text) ?? email.to;
    const id = idOf(email);
    const times = held.get(paymentOf.get(subject) ?? subject) ?? 0;
    if (!expected.has(id)) expected.set(id, { min: 1, max: Math.max(1, times) });
  }
  return {
    name: "emails sent once for each change that has one",
    total: emails.length,
    lost: failing(
      [...expected],
      ([id]) => id,
      ([id, each]) => holds(each, sent(id)),
    ),
  };
}

/** A reinstated account gets `account-reinstated` in place of `account-ready`: both say that it can be traded. */
const kindOf = (kind: string) => (kind === "account-reinstated" ? "account-ready" : kind);

/** The id that an email is about: its last line asks the customer to quote it. */
const subjectOf = (text: string): string | undefined =>
  [...text.matchAll(/\b(?:pay|prop)_[0-9a-z]+|\bpurchase \d+/g)].at(-1)?.[0];
