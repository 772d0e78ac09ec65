import { stripe } from "@/lib/payments/stripe";
import { buyChallenge } from "@/lib/purchases";
import { demoApp } from "../../actors/app";
import { contextOf, type Trader } from "../../actors/trader";
import { faultyServer } from "../../faults/trading-server";
import { startReceiver } from "../../stand-ins/webhook-receiver";
import { payDeposit } from "../../stripe/deposits";
import { control } from "../../stripe/sandbox";
import { newEndpoint } from "../../webhooks/endpoints";
import { runAllJobs } from "../jobs";
import { deliverEventOf, lockByDeadWorker, open, pay, payAndProvision, purchase } from "./trade";

/**
 * Some of everything that the database stores: purchases that succeeded and failed, a refund, a dispute, a webhook
 * that its receiver rejected, pending jobs, and jobs of a worker that died.
 */
export async function wholeBusiness(trader: Trader) {
  const receiver = await startReceiver((response) => void response.writeHead(500).end());
  const endpoint = await newEndpoint(await demoApp(), receiver.url, ["prop_account.active"]);
  const active = await payAndProvision(trader);
  const refunded = await payAndProvision(trader);
  await stripe().refunds.create({ payment_intent: refunded.stripe_payment_intent_id });
  await deliverEventOf(refunded, "charge.refunded");
  const disputed = await payAndProvision(trader);
  await control(`payment_intents/${disputed.stripe_payment_intent_id}/dispute`);
  await deliverEventOf(disputed, "charge.dispute.created");
  await payDeposit(trader, trader.login);
  await runAllJobs();
  await purchase(trader);
  await failToBuy(trader);
  const unpaid = await open(trader);
  const waiting = await pay(trader);
  await lockByDeadWorker("handle-stripe-event", "deliver-webhook");
  return { receiver, endpoint, payments: { active, refunded, disputed, unpaid, waiting } };
}

/** A purchase whose account is rejected: its fee is reversed. */
async function failToBuy(trader: Trader) {
  const server = faultyServer((step) => (step === "account" ? "reject" : undefined));
  const bought = buyChallenge(
    contextOf(trader),
    { program_id: 1, payer_login: trader.login },
    server,
  );
  await bought.then(
    () => {
      throw new Error("it was bought");
    },
    () => {},
  );
}
