import type { z } from "zod";
import {
  deliverInput,
  deliveriesInput,
  disputeInput,
  faultsInput,
  noInput,
  refundInput,
  releaseInput,
} from "./controls/inputs";
import { paidCharge, processingIntent, subject, undisputedCharge } from "./controls/subjects";
import { loseDispute, reopenDispute, winDispute } from "./disputes/close";
import { openDispute } from "./disputes/open";
import { GENERIC_DECLINE } from "./payment-intents/declines";
import { fail, succeed } from "./payment-intents/outcomes";
import { refundCharge } from "./refunds/create";
import { cancelRefund, failRefund, settleRefund } from "./refunds/settle";
import type { Sandbox } from "./sandbox";
import { deliverAgain, releaseHeld } from "./webhooks/release";

/** An action of tests and people on the sandbox that no caller of Stripe could do. */
export type Control = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly run: (sandbox: Sandbox, id: string, body: unknown) => object | Promise<object>;
};

/** `POST …/payment_intents/{id}/settle`: a processing payment succeeds. */
const settle = post("payment_intents/:id/settle", noInput, (sandbox, id) =>
  succeed(sandbox.work(), processingIntent(sandbox.store, id)),
);

/** `POST …/payment_intents/{id}/fail`: a processing payment is declined. */
const failPayment = post("payment_intents/:id/fail", noInput, (sandbox, id) =>
  fail(sandbox.work(), processingIntent(sandbox.store, id), GENERIC_DECLINE),
);

/** `POST …/payment_intents/{id}/refund` `{amount?}`: as from Stripe's dashboard. */
const refund = post("payment_intents/:id/refund", refundInput, (sandbox, id, { amount = null }) => {
  const terms = { reason: "requested_by_customer", metadata: {} } as const;
  return refundCharge(sandbox.work(), paidCharge(sandbox.store, id), amount, terms);
});

/** `POST …/payment_intents/{id}/dispute` `{reason?, inquiry?}`: the customer's bank objects. */
const dispute = post("payment_intents/:id/dispute", disputeInput, (sandbox, id, input) => {
  const { inquiry, reason = inquiry ? "general" : "fraudulent" } = input;
  return openDispute(sandbox.work(), undisputedCharge(sandbox.store, id), { reason, inquiry });
});

/** `POST …/disputes/{id}/win`: the bank decides for the firm. */
const win = post("disputes/:id/win", noInput, (sandbox, id) =>
  winDispute(sandbox.work(), subject(sandbox.store, "disputes", id)),
);

/** `POST …/disputes/{id}/lose`: the bank decides for the customer. */
const lose = post("disputes/:id/lose", noInput, (sandbox, id) =>
  loseDispute(sandbox.work(), subject(sandbox.store, "disputes", id)),
);

/** `POST …/disputes/{id}/reopen`: the bank reopens one that the firm had won. */
const reopen = post("disputes/:id/reopen", noInput, (sandbox, id) =>
  reopenDispute(sandbox.work(), subject(sandbox.store, "disputes", id)),
);

/** `POST …/refunds/{id}/settle`: a pending refund succeeds. */
const settlePendingRefund = post("refunds/:id/settle", noInput, (sandbox, id) =>
  settleRefund(sandbox.work(), subject(sandbox.store, "refunds", id)),
);

/** `POST …/refunds/{id}/fail`: the bank returns the money. */
const failRefundLate = post("refunds/:id/fail", noInput, (sandbox, id) =>
  failRefund(sandbox.work(), subject(sandbox.store, "refunds", id)),
);

/** `POST …/refunds/{id}/cancel`: a pending refund is canceled. */
const cancelPendingRefund = post("refunds/:id/cancel", noInput, (sandbox, id) =>
  cancelRefund(sandbox.work(), subject(sandbox.store, "refunds", id)),
);

/** `POST …/events/{id}/deliver` `{times?}`: again, this often concurrently; responds when all have ended. */
const deliver = post("events/:id/deliver", deliverInput, async (sandbox, id, { times }) => {
  const event = subject(sandbox.store, "events", id);
  return { data: await deliverAgain(sandbox, event, times) };
});

/** `POST …/deliveries` `{mode, delay_ms?}`: how events are delivered from now on. */
const setDeliveries = post("deliveries", deliveriesInput, (sandbox, _id, settings) => {
  sandbox.announcer.settings = settings;
  return settings;
});

/** `POST …/deliveries/release` `{order?}`: sends held events, one after another. */
const release = post("deliveries/release", releaseInput, async (sandbox, _id, { order }) => ({
  data: await releaseHeld(sandbox, order),
}));

/** `GET …/deliveries`: how events are delivered, and those that are not acknowledged yet. */
const listDeliveries: Control = {
  method: "GET",
  path: "/sandbox/deliveries",
  run: ({ announcer, store }) => ({
    ...announcer.settings,
    data: store.oldestFirst("deliveries"),
  }),
};

/** `POST …/faults` `{kind, count?, path?, method?, hang_ms?}`: the next matching calls fail. */
const addFault = post("faults", faultsInput, (sandbox, _id, fault) => {
  sandbox.faults.add(fault);
  return { data: sandbox.faults.list() };
});

/** `POST …/reset`: deletes everything except the webhook endpoints. */
const reset = post("reset", noInput, (sandbox) => {
  sandbox.reset();
  return { reset: true };
});

/** All controls. */
export const controls: readonly Control[] = [
  settle,
  failPayment,
  refund,
  dispute,
  win,
  lose,
  reopen,
  settlePendingRefund,
  failRefundLate,
  cancelPendingRefund,
  deliver,
  setDeliveries,
  release,
  listDeliveries,
  addFault,
  reset,
];

function post<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  run: (sandbox: Sandbox, id: string, input: z.infer<Schema>) => object | Promise<object>,
): Control {
  return {
    method: "POST",
    path: `/sandbox/${path}`,
    run: (sandbox, id, body) => run(sandbox, id, schema.parse(body)),
  };
}
