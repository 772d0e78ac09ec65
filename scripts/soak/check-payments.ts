import {
  buysAccount,
  type Check,
  type ComparedPayment,
  type FinalState,
  failing,
  isPaid,
  joinPayments,
} from "./check";
import { expectedAccount, expectedFlag, expectedStatus } from "./model";
import type { StripeObject } from "./stripe";
import { byKey } from "./tables";

const intentOf = ({ intent }: ComparedPayment) => intent;

/** Compares payments, refunds, disputes and accounts with Stripe and with what the clients know. */
export function checkPayments(state: FinalState): Check[] {
  const { stripePayments, orders, tables } = state;
  const comparedPayments = joinPayments(state);
  const bought = comparedPayments.filter((each) => isPaid(each) && buysAccount(each));
  const accounts = byKey(tables.accounts, ({ payment }) => payment);
  const paid = new Set(comparedPayments.filter(isPaid).map((each) => each.record?.id ?? null));
  const debts = new Map(tables.wallets.map(({ login, debt }) => [login, debt]));
  return [
    {
      name: "orders with one payment, the same at Stripe and here",
      total: orders.length,
      lost: unknownOrders(state),
    },
    {
      name: "payments as they are at Stripe",
      total: stripePayments.length,
      lost: [
        ...failing(comparedPayments, intentOf, ({ stripePayment, record }) =>
          Boolean(
            record &&
              record.intent_status === stripePayment.status &&
              record.status === expectedStatus(stripePayment) &&
              record.amount === stripePayment.amount,
          ),
        ),
        ...tables.payments
          .filter(({ intent }) => !comparedPayments.some((each) => each.intent === intent))
          .map(({ id }) => id),
      ],
    },
    compareParts(
      "refunds as they are at Stripe",
      comparedPayments,
      tables.refunds,
      ({ stripePayment }) => stripePayment.refunds,
    ),
    compareParts(
      "disputes as they are at Stripe",
      comparedPayments,
      tables.disputes,
      ({ stripePayment }) => stripePayment.disputes,
    ),
    {
      name: "operators' refunds made once",
      total: state.refunds.length,
      lost: wrongRefunds(state, comparedPayments),
    },
    {
      name: "paid challenges with one account in its expected state",
      total: bought.length,
      lost: failing(bought, intentOf, ({ record, stripePayment }) => {
        const [account, ...more] = accounts.get(record?.id ?? "") ?? [];
        const expected = expectedAccount(stripePayment);
        const isReady = account?.is_created || expected !== "active";
        return account?.status === expected && isReady && more.length === 0;
      }),
    },
    {
      name: "unpaid payments without account or credit",
      total: stripePayments.length - comparedPayments.filter(isPaid).length,
      lost: [...tables.accounts, ...tables.movements]
        .filter(({ payment }) => payment === null || !paid.has(payment))
        .map(({ id, payment }) => payment ?? String(id)),
    },
    {
      name: "payments flagged for an operator where one is needed, and no others",
      total: stripePayments.length,
      lost: failing(comparedPayments, intentOf, ({ stripePayment, record }) => {
        const expected = expectedFlag(stripePayment, (debts.get(record?.login ?? 0) ?? 0) > 0);
        return expected === "may" || (record?.flagged ?? false) === (expected === "must");
      }),
    },
  ];
}

/** Orders whose response doesn't match Stripe, PaymentIntents without an order, and orders that share one. */
function unknownOrders({ orders, stripePayments }: FinalState): string[] {
  const payments = new Map(stripePayments.map(({ id, payment }) => [id, payment]));
  const own = new Set(orders.map((order) => order.stripe_payment_intent_id));
  return [
    ...orders
      .filter((order) => payments.get(order.stripe_payment_intent_id) !== order.payment_id)
      .map(({ payment_id }) => payment_id),
    ...stripePayments.filter(({ id }) => !own.has(id)).map(({ id }) => id),
    ...(orders.length === own.size ? [] : ["two orders share a PaymentIntent"]),
  ];
}

/** Compares refunds or disputes: each must be on both sides, with the same payment, status and amount. */
function compareParts(
  name: string,
  comparedPayments: ComparedPayment[],
  rows: (StripeObject & { payment: string })[],
  partsOf: (payment: ComparedPayment) => StripeObject[],
): Check {
  const line = ({ id, status, amount }: StripeObject, payment: string | undefined) =>
    JSON.stringify([id, payment, status, amount]);
  const ourLines = new Set(rows.map((each) => line(each, each.payment)));
  const stripeLines = comparedPayments.flatMap((each) =>
    partsOf(each).map((part) => ({ id: part.id, line: line(part, each.record?.id) })),
  );
  const theirLines = new Set(stripeLines.map((each) => each.line));
  return {
    name,
    total: stripeLines.length,
    lost: [
      ...stripeLines.filter((each) => !ourLines.has(each.line)).map(({ id }) => id),
      ...rows.filter((each) => !theirLines.has(line(each, each.payment))).map(({ id }) => id),
    ],
  };
}

/** Operators' refunds that aren't at Stripe exactly once, and refunds that were never requested. */
function wrongRefunds(
  { refunds, tables }: FinalState,
  comparedPayments: ComparedPayment[],
): string[] {
  const requests = new Map(tables.requests.map((request) => [request.id, request]));
  const created = comparedPayments.flatMap(({ intent, stripePayment }) =>
    stripePayment.refunds.map((refund) => ({ ...refund, intent })),
  );
  const wrong = failing(
    refunds,
    ({ request }) => request,
    ({ request, intent, amount }) => {
      const [one, ...more] = created.filter((refund) => refund.request === request);
      const stored = requests.get(request);
      const isOne = one?.intent === intent && one.amount === amount && more.length === 0;
      return isOne && stored?.status === "done" && stored.refund === one.id;
    },
  );
  const excess = comparedPayments.filter(({ stripePayment, order }) => {
    const max = order?.plan.followUp.kind === "refund" ? 1 : 0;
    return stripePayment.refunds.length > max;
  });
  const requested = new Set(refunds.map(({ request }) => request));
  const strays = tables.requests.filter(({ id }) => !requested.has(id));
  return [...wrong, ...excess.map(intentOf), ...strays.map(({ id }) => id)];
}
