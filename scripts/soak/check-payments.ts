import {
  type Books,
  buysAccount,
  type Check,
  failing,
  isPaid,
  type Known,
  knownPayments,
} from "./check";
import { byKey } from "./here";
import { expectedAccount, expectedFlag, expectedStatus } from "./model";
import type { AtStripe } from "./stripe";

const intentOf = ({ intent }: Known) => intent;

/** Payments with their refunds, disputes and accounts: as Stripe and the clients have them. */
export function checkPayments(books: Books): Check[] {
  const { there, orders, here } = books;
  const known = knownPayments(books);
  const bought = known.filter((each) => isPaid(each) && buysAccount(each));
  const accounts = byKey(here.accounts, ({ payment }) => payment);
  const paid = new Set(known.filter(isPaid).map((each) => each.here?.id ?? null));
  const debts = new Map(here.wallets.map(({ login, debt }) => [login, debt]));
  return [
    {
      name: "orders that Stripe and we know as one payment",
      of: orders.length,
      lost: unknownOrders(books),
    },
    {
      name: "payments as they are at Stripe",
      of: there.length,
      lost: [
        ...failing(known, intentOf, ({ there, here }) =>
          Boolean(
            here &&
              here.intent_status === there.status &&
              here.status === expectedStatus(there) &&
              here.amount === there.amount,
          ),
        ),
        ...here.payments
          .filter(({ intent }) => !known.some((each) => each.intent === intent))
          .map(({ id }) => id),
      ],
    },
    compared("refunds as they are at Stripe", known, here.refunds, ({ there }) => there.refunds),
    compared("disputes as they are at Stripe", known, here.disputes, ({ there }) => there.disputes),
    {
      name: "operators' refunds made once",
      of: books.refunds.length,
      lost: wrongRefunds(books, known),
    },
    {
      name: "paid challenges with one account in its due state",
      of: bought.length,
      lost: failing(bought, intentOf, ({ here, there }) => {
        const [account, ...more] = accounts.get(here?.id ?? "") ?? [];
        const due = expectedAccount(there);
        const isReady = account?.is_made || due !== "active";
        return account?.status === due && isReady && more.length === 0;
      }),
    },
    {
      name: "unpaid payments without account or credit",
      of: there.length - known.filter(isPaid).length,
      lost: [...here.accounts, ...here.movements]
        .filter(({ payment }) => payment === null || !paid.has(payment))
        .map(({ id, payment }) => payment ?? String(id)),
    },
    {
      name: "payments flagged for an operator where one is needed, and no others",
      of: there.length,
      lost: failing(known, intentOf, ({ there, here }) => {
        const due = expectedFlag(there, (debts.get(here?.login ?? 0) ?? 0) > 0);
        return due === "may" || (here?.flagged ?? false) === (due === "must");
      }),
    },
  ];
}

/** What the clients were told must be what Stripe has, each payment with a PaymentIntent of its own. */
function unknownOrders({ orders, there }: Books): string[] {
  const payments = new Map(there.map(({ id, payment }) => [id, payment]));
  const own = new Set(orders.map((order) => order.stripe_payment_intent_id));
  return [
    ...orders
      .filter((order) => payments.get(order.stripe_payment_intent_id) !== order.payment_id)
      .map(({ payment_id }) => payment_id),
    ...there.filter(({ id }) => !own.has(id)).map(({ id }) => id),
    ...(orders.length === own.size ? [] : ["two orders share a PaymentIntent"]),
  ];
}

/** Whether each refund or dispute is on both sides, the same, and of the same payment. */
function compared(
  name: string,
  known: Known[],
  here: (AtStripe & { payment: string })[],
  thereOf: (known: Known) => AtStripe[],
): Check {
  const line = ({ id, status, amount }: AtStripe, payment: string | undefined) =>
    JSON.stringify([id, payment, status, amount]);
  const ours = new Set(here.map((each) => line(each, each.payment)));
  const theirs = known.flatMap((each) =>
    thereOf(each).map((part) => ({ id: part.id, line: line(part, each.here?.id) })),
  );
  const lines = new Set(theirs.map((each) => each.line));
  return {
    name,
    of: theirs.length,
    lost: [
      ...theirs.filter((each) => !ours.has(each.line)).map(({ id }) => id),
      ...here.filter((each) => !lines.has(line(each, each.payment))).map(({ id }) => id),
    ],
  };
}

/** One refund at Stripe for each that an operator asked for, and none that nobody asked for. */
function wrongRefunds({ refunds, here }: Books, known: Known[]): string[] {
  const requests = new Map(here.requests.map((request) => [request.id, request]));
  const made = known.flatMap(({ intent, there }) =>
    there.refunds.map((refund) => ({ ...refund, intent })),
  );
  const wrong = failing(
    refunds,
    ({ request }) => request,
    ({ request, intent, amount }) => {
      const [one, ...more] = made.filter((refund) => refund.request === request);
      const ours = requests.get(request);
      const isOne = one?.intent === intent && one.amount === amount && more.length === 0;
      return isOne && ours?.status === "done" && ours.refund === one.id;
    },
  );
  const planned = known.filter(({ there, order }) => {
    const most = order?.plan.after.kind === "refund" ? 1 : 0;
    return there.refunds.length > most;
  });
  const asked = new Set(refunds.map(({ request }) => request));
  const strays = here.requests.filter(({ id }) => !asked.has(id));
  return [...wrong, ...planned.map(intentOf), ...strays.map(({ id }) => id)];
}
