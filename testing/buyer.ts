import Stripe from "stripe";
import { POST as sync } from "@/app/api/v2/payments/[payment_id]/sync/route";
import { POST as checkout } from "@/app/api/v2/payments/checkout/route";
import { POST as deposits } from "@/app/api/v2/payments/deposits/route";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { handleEvent } from "@/lib/payments";
import { stripe } from "@/lib/payments/stripe";
import { call, type newCustomer } from "./api";
import { sql } from "./callers";
import { confirm, control, deliver } from "./stripe";

type Customer = Awaited<ReturnType<typeof newCustomer>>;

/** What a buyer wants, once: a challenge at the price of the moment, or a deposit. */
export type Thing = { kind: "challenge"; tierId: string } | { kind: "deposit"; login: number };

interface Started {
  payment_id: string;
  stripe_payment_intent_id: string;
  status: string;
}

/** A page with a card form: our own, or that of an app that uses an Idempotency-Key. */
interface Tab {
  isApp: boolean;
  payment: Started | null;
}

const SETTLED = ["processing", "succeeded", "partially_refunded", "disputed"];
const TABS = 3;
const DEPOSIT_CENTS = 5_000;

/**
 * A buyer of one thing who does what the product says: one who is told that it is paid or processing
 * stops for good, and never presses "Buy another". Their pages do what ours do.
 */
export function newBuyer(me: Customer, thing: Thing) {
  const tabs: Tab[] = Array.from({ length: TABS }, (_, n) => ({
    isApp: n === TABS - 1,
    payment: null,
  }));
  const key = crypto.randomUUID();
  const intents = new Set<string>();
  const waiting: Stripe.Event[] = [];
  const heard = new Set<string>();
  let appBody: object | null = null;
  let priceShown = 0;
  let pressed: Started | null = null;
  /** Told that it is paid or processing. */
  let done = false;
  /** The last press's end was not seen. */
  let unsure = false;

  const price = async () =>
    thing.kind === "deposit"
      ? DEPOSIT_CENTS
      : Number(
          (await sql("select price_cents from tiers where id = $1", [thing.tierId])).rows[0]
            .price_cents,
        );

  const orderAt = (amount_cents: number) =>
    thing.kind === "deposit"
      ? { login: thing.login, amount_cents }
      : {
          tier_id: thing.tierId,
          market: "crypto",
          asset_class: "crypto",
          account_size: 25_000,
          amount_cents,
        };

  /** Null where the price has changed: the page says so. */
  async function start(body: object, headers: object = {}): Promise<Started | null> {
    const route = thing.kind === "deposit" ? deposits : checkout;
    const answer = await call(route, {
      method: "POST",
      body,
      headers: { ...me.headers, ...headers },
    });
    if (answer.body.error?.code === "AMOUNT_MISMATCH") return null;
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    intents.add(answer.body.stripe_payment_intent_id);
    if (SETTLED.includes(answer.body.status)) done = true;
    return answer.body;
  }

  const startHere = (amount: number) => start({ ...orderAt(amount), known_payment_id: null });

  async function open(n: number) {
    const tab = tabs[n % TABS];
    if (!tab || done) return;
    if (!tab.isApp) {
      priceShown = await price();
      tab.payment = await startHere(priceShown);
      return;
    }
    // An app may start with nothing but its key; once the buyer has pressed Pay somewhere, it asks first.
    appBody ??= { ...orderAt(await price()), ...(pressed && { known_payment_id: null }) };
    tab.payment = await start(appBody, { "idempotency-key": key });
  }

  /** The completion page of a payment: asks Stripe, and says what is true. */
  async function lookUp() {
    if (!pressed) return;
    const { payment_id } = pressed;
    // The page asks again until it is its turn.
    await sql("update payments set synced_at = null where id = $1", [payment_id]);
    const answer = await call(sync, {
      method: "POST",
      params: { payment_id },
      headers: me.headers,
    });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    if (SETTLED.includes(answer.body.status)) done = true;
    unsure = false;
  }

  /** Whether the payment in the tab is still the one to pay. Else the tab shows what is. */
  async function check(tab: Tab): Promise<boolean> {
    // A page of an app can't look again under its key: an unsure buyer looks up the last press first.
    if (tab.isApp) {
      if (unsure) await lookUp();
      return !done;
    }
    const now = await startHere(priceShown);
    const isCurrent = now !== null && now.payment_id === tab.payment?.payment_id && !done;
    if (now === null) {
      priceShown = await price();
      tab.payment = await startHere(priceShown);
    } else tab.payment = now;
    return isCurrent;
  }

  async function press(n: number, card: string, isSeen: boolean) {
    const tab = tabs[n % TABS];
    if (!tab?.payment || done) return;
    if (!(await check(tab)) || !tab.payment) return;
    pressed = tab.payment;
    const status = await confirm(tab.payment.stripe_payment_intent_id, card).then(
      (intent) => intent.status,
      statusOf,
    );
    if (!isSeen) unsure = true;
    else if (SETTLED.includes(status)) done = true;
    if (status === "canceled") tab.payment = null;
    await listen();
  }

  /** Notes what Stripe has to tell since. */
  async function listen() {
    const { data } = await stripe().events.list({ limit: 20 });
    for (const event of data.toReversed()) {
      const { id } = event.data.object as { id: string };
      if (heard.has(event.id) || !intents.has(id)) continue;
      heard.add(event.id);
      waiting.push(event);
    }
  }

  /** An event arrives, some times, or never. */
  async function hear(n: number, times: number) {
    const [event] = waiting.splice(n % Math.max(waiting.length, 1), 1);
    for (let time = 0; event && time < times; time++) await deliver(event);
    if (event && times > 0) await handleEvent(systemContext(database(), "job_test"), event.id);
  }

  /** The bank decides about what is processing. */
  async function settle(way: "settle" | "fail") {
    for (const id of intents) {
      const { status } = await stripe().paymentIntents.retrieve(id);
      if (status === "processing") await control(`payment_intents/${id}/${way}`);
    }
    await listen();
  }

  /** How often the buyer's card was charged. */
  async function charges(): Promise<string[]> {
    const all = await Promise.all([...intents].map((id) => stripe().paymentIntents.retrieve(id)));
    return all.filter(({ status }) => status === "succeeded").map(({ id }) => id);
  }

  return { open, press, lookUp, hear, settle, charges, intents: () => [...intents] };
}

/** What a PaymentIntent is that Stripe refused to confirm. */
function statusOf(error: unknown): string {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  return error.payment_intent?.status ?? "requires_payment_method";
}
