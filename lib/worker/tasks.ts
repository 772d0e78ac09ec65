import type { JobHelpers, TaskList } from "graphile-worker";
import { z } from "zod";
import { purgeSessions } from "@/lib/auth";
import { syncChallengeAccess } from "@/lib/challenges";
import { addLogFields, type Context, systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { purgeSentEmails, sendEmail } from "@/lib/emails";
import { addSnapshotPartitions, advanceEvaluations, deliverCommands } from "@/lib/evaluation";
import { purgeIdempotencyKeys } from "@/lib/http/idempotency";
import {
  cancelOpenPayments,
  cancelStalePayments,
  confirmDecline,
  handleEvent,
  numberReceipts,
  purgeReconciliations,
  reconcileRecent,
  refreshProcessingPayments,
  retryRefund,
  settleDeposit,
  settleProgramPayment,
  stripOldEvents,
} from "@/lib/payments";
import { eraseCustomers } from "@/lib/personal-data";
import { provisionAccount, syncVenue } from "@/lib/prop-accounts";
import { resumePurchase, resumeStalled } from "@/lib/purchases";
import { emailJob } from "@/lib/queue/email-job";
import type { Jobs } from "@/lib/queue/enqueue";
import {
  openWallet,
  replaceTradingPassword,
  replaceTradingPasswords,
  settleAdjustmentLater,
} from "@/lib/trading";
import { applyWalletHold, recheckWalletHolds } from "@/lib/wallet-holds";
import { deliverWebhook, purgeWebhooks } from "@/lib/webhooks";
import { fillRuleSets } from "./fill-rule-sets";
import { idsOf, observeJob } from "./observe-job";

const task =
  <T>(payload: z.ZodType<T>, run: (ctx: Context, payload: T) => Promise<unknown>) =>
  async (input: unknown, { job }: JobHelpers) => {
    const ctx = systemContext(database(), `job_${job.id}`);
    addLogFields(ctx, idsOf(input));
    // graphile-worker stores and logs the message of an error: db/query-error.ts keeps values out of it.
    await observeJob(ctx, job, () => run(ctx, payload.parse(input)));
  };

const noPayload = z.unknown();
const moneyRequest = z.object({ money_request_id: z.string() });
// Release 0.1 enqueued it without the number.
const provisioning = z.object({ prop_account_id: z.string(), failed_tries: z.number().optional() });

const purchaseResume = task(z.object({ purchase_id: z.number() }), (ctx, payload) =>
  resumePurchase(ctx, payload.purchase_id),
);
const venueSync = task(z.object({ prop_account_id: z.string() }), (ctx, payload) =>
  syncVenue(ctx, payload.prop_account_id),
);

/** Every task by its name: the schema of its payload, and the verb that it calls. */
export const tasks = {
  "handle-stripe-event": task(z.object({ event_id: z.string() }), (ctx, { event_id }) =>
    handleEvent(ctx, event_id),
  ),
  "provision-account": task(provisioning, (ctx, { prop_account_id, failed_tries }) =>
    provisionAccount(ctx, prop_account_id, { failedTries: failed_tries }),
  ),
  "sync-venue": venueSync,
  // Its name in release 0.2, whose jobs may still wait: to be removed after the next release.
  "tell-venue": venueSync,
  "open-wallet": task(z.object({ customer_id: z.number() }), (ctx, payload) =>
    openWallet(ctx, payload.customer_id),
  ),
  "replace-trading-passwords": task(
    z.object({ customer_id: z.number(), opened_before: z.iso.datetime() }),
    (ctx, { customer_id, opened_before }) =>
      replaceTradingPasswords(ctx, customer_id, new Date(opened_before)),
  ),
  "replace-trading-password": task(z.object({ login: z.number() }), (ctx, payload) =>
    replaceTradingPassword(ctx, payload.login),
  ),
  "cancel-open-payments": task(z.object({ customer_id: z.number() }), (ctx, payload) =>
    cancelOpenPayments(ctx, payload.customer_id),
  ),
  "settle-deposit": task(z.object({ payment_id: z.string() }), (ctx, payload) =>
    settleDeposit(ctx, payload.payment_id),
  ),
  "settle-program-payment": task(z.object({ payment_id: z.string() }), (ctx, payload) =>
    settleProgramPayment(ctx, payload.payment_id),
  ),
  "resume-purchase": purchaseResume,
  "resume-card-purchase": purchaseResume,
  "apply-wallet-hold": task(z.object({ login: z.number() }), (ctx, payload) =>
    applyWalletHold(ctx, payload.login),
  ),
  "sync-challenge-access": task(z.object({ challenge_id: z.number() }), (ctx, payload) =>
    syncChallengeAccess(ctx, payload.challenge_id),
  ),
  "deliver-venue-commands": task(z.object({ venue_account_id: z.number() }), (ctx, payload) =>
    deliverCommands(ctx, payload.venue_account_id),
  ),
  "add-snapshot-partitions": task(noPayload, addSnapshotPartitions),
  "advance-evaluations": task(noPayload, (ctx) => advanceEvaluations(ctx)),
  "settle-refund": task(moneyRequest, (ctx, payload) => retryRefund(ctx, payload.money_request_id)),
  "settle-adjustment": task(moneyRequest, (ctx, payload) =>
    settleAdjustmentLater(ctx, payload.money_request_id),
  ),
  "deliver-webhook": task(z.object({ delivery_id: z.string() }), (ctx, payload) =>
    deliverWebhook(ctx, payload.delivery_id),
  ),
  "confirm-decline": task(
    z.object({ payment_id: z.string(), email_at: z.iso.datetime() }),
    (ctx, { payment_id, email_at }) => confirmDecline(ctx, payment_id, new Date(email_at)),
  ),
  "send-mail": task(emailJob, sendEmail),
  "resume-stalled-purchases": task(noPayload, resumeStalled),
  "recheck-wallet-holds": task(noPayload, recheckWalletHolds),
  "cancel-stale-payments": task(noPayload, cancelStalePayments),
  "refresh-processing-payments": task(noPayload, refreshProcessingPayments),
  reconcile: task(noPayload, reconcileRecent),
  "number-receipts": task(noPayload, numberReceipts),
  "fill-rule-sets": task(noPayload, fillRuleSets),
  "purge-idempotency-keys": task(noPayload, purgeIdempotencyKeys),
  "strip-stripe-events": task(noPayload, stripOldEvents),
  "purge-reconciliations": task(noPayload, purgeReconciliations),
  "erase-customers": task(noPayload, eraseCustomers),
  "purge-sent-emails": task(noPayload, purgeSentEmails),
  "purge-webhooks": task(noPayload, purgeWebhooks),
  "purge-sessions": task(noPayload, purgeSessions),
} satisfies TaskList & Record<keyof Jobs, unknown>;

/**
 * Scheduled jobs, in crontab format. Hourly ones that were missed while the database was unreachable are made up
 * for (`fill`).
 */
export const schedule = [
  "*/10 * * * * cancel-stale-payments ?max=3",
  "*/15 * * * * refresh-processing-payments ?max=3",
  "27 * * * * resume-stalled-purchases ?fill=1h&max=3",
  "37 * * * * reconcile ?fill=1h&max=3",
  "57 * * * * erase-customers ?fill=1h&max=3",
  "* * * * * advance-evaluations ?max=3",
  "27 2 * * * add-snapshot-partitions ?max=3",
  "17 * * * * number-receipts ?fill=1h&max=3",
  "4 * * * * fill-rule-sets ?fill=1h&max=3",
  "47 * * * * recheck-wallet-holds ?fill=1h&max=3",
  "7 * * * * purge-idempotency-keys ?max=3",
  "17 3 * * * purge-sessions ?max=3",
  "37 3 * * * purge-webhooks ?max=3",
  "47 3 * * * purge-reconciliations ?max=3",
  "57 3 * * * strip-stripe-events ?max=3",
  "7 4 * * * purge-sent-emails ?max=3",
].join("\n");
