import type { JobHelpers, TaskList } from "graphile-worker";
import { z } from "zod";
import { purgeSessions } from "@/lib/auth";
import { resumePurchase, resumeStalled, syncChallengeAccess } from "@/lib/challenges";
import { about, type Context, systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { purgeIdempotencyKeys } from "@/lib/http/idempotency";
import { sendMail } from "@/lib/mail";
import { mailJob } from "@/lib/mail/schemas";
import {
  cancelOpenPayments,
  cancelStalePayments,
  handleEvent,
  purgeReconciliations,
  reconcileRecent,
  refreshProcessingPayments,
  settleDeposit,
  settleRefundLater,
  stripOldEvents,
} from "@/lib/payments";
import { provisionAccount, tellVenue } from "@/lib/prop-accounts";
import {
  openWallet,
  replaceTradingPassword,
  replaceTradingPasswords,
  settleAdjustmentLater,
} from "@/lib/trading";
import { applyWalletHold, recheckWalletHolds } from "@/lib/wallet-holds";
import { deliverWebhook, purgeWebhooks } from "@/lib/webhooks";
import type { Jobs } from "./enqueue";
import { idsOf, observed } from "./observe";

const task =
  <T>(payload: z.ZodType<T>, run: (ctx: Context, payload: T) => Promise<unknown>) =>
  async (input: unknown, { job }: JobHelpers) => {
    const ctx = systemContext(database(), `job_${job.id}`);
    about(ctx, idsOf(input));
    // graphile-worker keeps and logs the message of what is thrown: see db/query-error.ts.
    await observed(ctx, job, () => run(ctx, payload.parse(input)));
  };

const nothing = z.unknown();
const moneyRequest = z.object({ money_request_id: z.string() });
// The release before this one enqueued it without the number.
const provisioning = z.object({ prop_account_id: z.string(), failed_tries: z.number().optional() });

/** Each job by its name: a schema of its payload and the one verb that it calls. */
export const tasks = {
  "handle-stripe-event": task(z.object({ event_id: z.string() }), (ctx, { event_id }) =>
    handleEvent(ctx, event_id),
  ),
  "provision-account": task(provisioning, (ctx, { prop_account_id, failed_tries }) =>
    provisionAccount(ctx, prop_account_id, { failedTries: failed_tries }),
  ),
  "tell-venue": task(z.object({ prop_account_id: z.string() }), (ctx, payload) =>
    tellVenue(ctx, payload.prop_account_id),
  ),
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
  "resume-purchase": task(z.object({ purchase_id: z.number() }), (ctx, payload) =>
    resumePurchase(ctx, payload.purchase_id),
  ),
  "apply-wallet-hold": task(z.object({ login: z.number() }), (ctx, payload) =>
    applyWalletHold(ctx, payload.login),
  ),
  "sync-challenge-access": task(z.object({ challenge_id: z.number() }), (ctx, payload) =>
    syncChallengeAccess(ctx, payload.challenge_id),
  ),
  "settle-refund": task(moneyRequest, (ctx, payload) =>
    settleRefundLater(ctx, payload.money_request_id),
  ),
  "settle-adjustment": task(moneyRequest, (ctx, payload) =>
    settleAdjustmentLater(ctx, payload.money_request_id),
  ),
  "deliver-webhook": task(z.object({ delivery_id: z.string() }), (ctx, payload) =>
    deliverWebhook(ctx, payload.delivery_id),
  ),
  "send-mail": task(mailJob, sendMail),
  "resume-stalled-purchases": task(nothing, resumeStalled),
  "recheck-wallet-holds": task(nothing, recheckWalletHolds),
  "cancel-stale-payments": task(nothing, cancelStalePayments),
  "refresh-processing-payments": task(nothing, refreshProcessingPayments),
  reconcile: task(nothing, reconcileRecent),
  "purge-idempotency-keys": task(nothing, purgeIdempotencyKeys),
  "strip-stripe-events": task(nothing, stripOldEvents),
  "purge-reconciliations": task(nothing, purgeReconciliations),
  "purge-webhooks": task(nothing, purgeWebhooks),
  "purge-sessions": task(nothing, purgeSessions),
} satisfies TaskList & Record<keyof Jobs, unknown>;

/**
 * Jobs by the clock, in crontab's own form. What comes but once an hour is made up for where the database
 * was unreachable at its minute (`fill`).
 */
export const schedule = [
  "*/10 * * * * cancel-stale-payments ?max=3",
  "*/15 * * * * refresh-processing-payments ?max=3",
  "27 * * * * resume-stalled-purchases ?fill=1h&max=3",
  "37 * * * * reconcile ?fill=1h&max=3",
  "47 * * * * recheck-wallet-holds ?fill=1h&max=3",
  "7 * * * * purge-idempotency-keys ?max=3",
  "17 3 * * * purge-sessions ?max=3",
  "37 3 * * * purge-webhooks ?max=3",
  "47 3 * * * purge-reconciliations ?max=3",
  "57 3 * * * strip-stripe-events ?max=3",
].join("\n");
