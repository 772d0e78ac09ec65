import {
  createApp,
  disableApp,
  disableCustomer,
  enableApp,
  enableCustomer,
  resetSecondFactor,
  rotateAppSecret,
} from "@/lib/auth";
import { type Context, requireAdmin } from "@/lib/core/context";
import {
  confirmEnding,
  createTradingSource,
  disableTradingSource,
  enableTradingSource,
  liftEnding,
  markCommandDone,
} from "@/lib/evaluation";
import {
  refundPayment,
  replayStripeEvent,
  settlePaymentReview,
  syncPaymentAsAdmin,
} from "@/lib/payments";
import {
  clearVenueNote,
  closeAccount,
  reinstateAccount,
  retryProvisioning,
  suspendAccount,
} from "@/lib/prop-accounts";
import { grantChallenge, retryAsAdmin, rollBackPurchase } from "@/lib/purchases";
import { adjustWallet } from "@/lib/trading";
import { redeliverAsAdmin } from "@/lib/webhooks";
import { grantAccountOnce } from "./grant-account-once";
import { refundPurchaseToCard } from "./refund-purchase-to-card";
import { retryFailedJob } from "./retry-failed-job";
import type { ActionInput, ActionView } from "./schemas";

type ActionResult = Omit<ActionView, "action">;
const done = (id: string | number): ActionResult => ({ id: String(id), status: "done" });

/** Performs an admin's action with the verb of its room. Throws the verb's errors, and FORBIDDEN. */
export async function performAction(ctx: Context, input: ActionInput): Promise<ActionView> {
  requireAdmin(ctx);
  return { action: input.action, ...(await perform(ctx, input)) };
}

async function perform(ctx: Context, input: ActionInput): Promise<ActionResult> {
  const { reason } = input;
  switch (input.action) {
    case "account.retry":
      await retryProvisioning(ctx, { ...input, nothingCreated: input.nothing_made });
      return done(input.id);
    case "account.suspend":
      await suspendAccount(ctx, { ...input, customerReason: input.customer_reason });
      return done(input.id);
    case "account.reinstate":
      await reinstateAccount(ctx, input);
      return done(input.id);
    case "account.close":
      await closeAccount(ctx, { ...input, customerReason: input.customer_reason });
      return done(input.id);
    case "account.venue_done":
      await clearVenueNote(ctx, input);
      return done(input.id);
    case "account.grant":
      return done((await grantAccountOnce(ctx, input)).id);
    case "payment.refund": {
      const { amount_cents, idempotency_key: idempotencyKey } = input;
      const amountCents = BigInt(amount_cents);
      const refund = { id: input.id, amountCents, reason, idempotencyKey };
      return movementResult(await refundPayment(ctx, refund));
    }
    case "payment.review_done":
      await settlePaymentReview(ctx, input);
      return done(input.id);
    case "payment.sync":
      return { ...done(input.id), payment_check: await syncPaymentAsAdmin(ctx, input) };
    case "purchase.retry":
      await retryAsAdmin(ctx, input);
      return { id: String(input.id), status: "pending" };
    case "purchase.rollback":
      await rollBackPurchase(ctx, input);
      return { id: String(input.id), status: "pending" };
    case "purchase.refund_to_card":
      await refundPurchaseToCard(ctx, { ...input, idempotencyKey: input.idempotency_key });
      return { id: String(input.id), status: "pending" };
    case "challenge.grant": {
      const { user_id: userId, program_id: programId, idempotency_key: idempotencyKey } = input;
      const grant = { userId, programId, reason, idempotencyKey };
      const despitePurchases = input.despite_purchases;
      const challenge = await grantChallenge(ctx, { ...grant, despitePurchases });
      return {
        id: String(challenge.id),
        status: challenge.status_name === "active" ? "done" : "pending",
      };
    }
    case "wallet.credit":
    case "wallet.debit": {
      const kind = input.action === "wallet.credit" ? "wallet_credit" : "wallet_debit";
      const { login, amount_cents, idempotency_key: idempotencyKey } = input;
      const amountCents = BigInt(amount_cents);
      return movementResult(
        await adjustWallet(ctx, { kind, login, amountCents, reason, idempotencyKey }),
      );
    }
    case "stripe_event.replay":
      await replayStripeEvent(ctx, input);
      return { id: input.id, status: "pending" };
    case "delivery.redeliver":
      return { id: (await redeliverAsAdmin(ctx, input)).id, status: "pending" };
    case "job.retry":
      await retryFailedJob(ctx, input);
      return { id: input.id, status: "pending" };
    case "customer.disable":
      await disableCustomer(ctx, input);
      return done(input.id);
    case "customer.enable":
      await enableCustomer(ctx, input);
      return done(input.id);
    case "customer.reset_second_factor":
      await resetSecondFactor(ctx, input);
      return done(input.id);
    case "app.create": {
      const { name, scopes, first_party: firstParty } = input;
      const secret = await createApp(ctx, { name, scopes, firstParty, reason });
      return { ...done(secret.client_id), secret };
    }
    case "app.rotate_secret": {
      const secret = await rotateAppSecret(ctx, { ...input, oldStaysValid: input.keep_old });
      return { ...done(input.id), secret };
    }
    case "app.disable":
      await disableApp(ctx, input);
      return done(input.id);
    case "app.enable":
      await enableApp(ctx, input);
      return done(input.id);
    case "trading_source.create":
      await createTradingSource(ctx, { ...input, appId: input.app_id });
      return done(input.id);
    case "trading_source.disable":
      await disableTradingSource(ctx, input);
      return done(input.id);
    case "trading_source.enable":
      await enableTradingSource(ctx, input);
      return done(input.id);
    case "venue_command.done":
      await markCommandDone(ctx, input);
      return done(input.id);
    case "verdict.confirm":
      await confirmEnding(ctx, input);
      return done(input.id);
    case "verdict.lift": {
      const { id, account: values } = input;
      const account = values && {
        balance: values.balance_cents,
        equity: values.equity_cents,
        open_positions: values.open_positions,
      };
      await liftEnding(ctx, { id, reason, account });
      return done(id);
    }
  }
}

/** The result of a movement at another system: done or still unknown. A rejection is thrown before. */
const movementResult = ({ id, status }: { id: string; status: string }): ActionResult => ({
  id,
  status: status === "done" ? "done" : "pending",
});
