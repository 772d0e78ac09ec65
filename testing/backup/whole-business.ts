import { buyChallenge } from "@/lib/challenges";
import { stripe } from "@/lib/payments/stripe";
import { appHeaders } from "../api";
import { payDeposit } from "../deposits";
import { control, workOff } from "../stripe";
import { contextOf, faultyServer, type Trader } from "../trading";
import { newEndpoint, startReceiver } from "../webhooks";
import { dieWith, open, paid, pay, purchase, tell } from "./trade";

/**
 * Something of everything that the database keeps: purchases that ended well and badly, a refund, a
 * dispute, a webhook that its receiver refused, jobs that wait and jobs of a worker that died.
 */
export async function wholeBusiness(trader: Trader) {
  const { appHeaders: me } = trader;
  const receiver = await startReceiver((response) => void response.writeHead(500).end());
  const endpoint = await newEndpoint(await appHeaders(), receiver.url, ["prop_account.active"]);
  const active = await paid(me);
  const refunded = await paid(me);
  await stripe().refunds.create({ payment_intent: refunded.stripe_payment_intent_id });
  await tell(refunded, "charge.refunded");
  const disputed = await paid(me);
  await control(`payment_intents/${disputed.stripe_payment_intent_id}/dispute`);
  await tell(disputed, "charge.dispute.created");
  await payDeposit(me, trader.login);
  await workOff();
  await purchase(trader);
  await failToBuy(trader);
  const unpaid = await open(me);
  const waiting = await pay(me);
  await dieWith("handle-stripe-event", "deliver-webhook");
  return { receiver, endpoint, payments: { active, refunded, disputed, unpaid, waiting } };
}

/** A purchase whose account is refused: its fee goes back. */
async function failToBuy(trader: Trader) {
  const server = faultyServer((step) => (step === "account" ? "refuse" : undefined));
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
