import Stripe from "stripe";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { handleEvent } from "@/lib/payments";
import { stripe } from "@/lib/payments/stripe";
import type { Customer } from "../actors/customer";
import { sql } from "../database/sql";
import { as } from "../http/client";
import { confirm, control, deliver } from "./sandbox";

/** What a buyer buys once: a tier's challenge or a program at its present price, or a deposit. */
export type Thing =
  | { kind: "challenge"; tierId: string }
  | { kind: "program"; programId: number }
  | { kind: "deposit"; login: number };

interface Started {
  payment_id: string;
  stripe_payment_intent_id: string;
  status: string;
}

/** A page with a card form: ours, or an app's that uses an Idempotency-Key. */
interface Tab {
  isApp: boolean;
  payment: Started | null;
}

const SETTLED = ["processing", "succeeded", "partially_refunded", "disputed"];
const TABS = 3;
const DEPOSIT_CENTS = 5_000;

/**
 * A buyer of one thing who follows the pages: who sees that it is paid or processing stops for good, and never presses
 * "Buy another". Their pages do what ours do.
 */
export function newBuyer(me: Customer, thing: Thing) {
  const tabs: Tab[] = Array.from({ length: TABS }, (_, n) => ({
    isApp: n === TABS - 1,
    payment: null,
  }));
  const key = crypto.randomUUID();
  const intents = new Set<string>();
  const undelivered: Stripe.Event[] = [];
  const seenEventIds = new Set<string>();
  let appBody: object | null = null;
  let priceShown = 0;
  let lastPressed: Started | null = null;
  /** A page has shown them that it is paid or processing. */
  let knowsItIsPaid = false;
  /** They didn't see the result of the last press of Pay. */
  let missedResult = false;

  async function price(): Promise<number> {
    if (thing.kind === "deposit") return DEPOSIT_CENTS;
    const { rows } =
      thing.kind === "program"
        ? await sql("select price_cents from programs where id = $1", [thing.programId])
        : await sql("select price_cents from tiers where id = $1", [thing.tierId]);
    return Number(rows[0].price_cents);
  }

  function orderAt(amount_cents: number) {
    if (thing.kind === "deposit") return { login: thing.login, amount_cents };
    if (thing.kind === "program") return { program_id: thing.programId, amount_cents };
    return {
      tier_id: thing.tierId,
      market: "crypto",
      asset_class: "crypto",
      account_size: 25_000,
      amount_cents,
    };
  }

  /** Starts a payment. Returns null if the price has changed, which the page shows. */
  async function start(
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Started | null> {
    const path = { deposit: "deposits", challenge: "checkout", program: "program-checkout" }[
      thing.kind
    ];
    const response = await as(me).post(`/v2/payments/${path}`, body, { headers });
    if (response.code === "AMOUNT_MISMATCH") return null;
    if (response.status !== 200) throw new Error(JSON.stringify(response.body));
    intents.add(response.body.stripe_payment_intent_id);
    if (SETTLED.includes(response.body.status)) knowsItIsPaid = true;
    return response.body;
  }

  const startHere = (amount: number) => start({ ...orderAt(amount), known_payment_id: null });

  async function open(n: number) {
    const tab = tabs[n % TABS];
    if (!tab || knowsItIsPaid) return;
    if (!tab.isApp) {
      priceShown = await price();
      tab.payment = await startHere(priceShown);
      return;
    }
    // An app may send only its key. Once the buyer has pressed Pay anywhere, it sends known_payment_id too.
    appBody ??= { ...orderAt(await price()), ...(lastPressed && { known_payment_id: null }) };
    tab.payment = await start(appBody, { "idempotency-key": key });
  }

  /** Opens the completion page of the last payment, which syncs it with Stripe. */
  async function lookUp() {
    if (!lastPressed) return;
    const { payment_id } = lastPressed;
    // The page repeats the call until a sync is allowed again.
    await sql("update payments set synced_at = null where id = $1", [payment_id]);
    const { status, body } = await as(me).post(`/v2/payments/${payment_id}/sync`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    if (SETTLED.includes(body.status)) knowsItIsPaid = true;
    missedResult = false;
  }

  /** Whether the payment in the tab is still the one to pay. If not, the tab then has the one that is. */
  async function check(tab: Tab): Promise<boolean> {
    // An app can't start again under its key: a buyer who missed a result looks it up first.
    if (tab.isApp) {
      if (missedResult) await lookUp();
      return !knowsItIsPaid;
    }
    const current = await startHere(priceShown);
    const isCurrent =
      current !== null && current.payment_id === tab.payment?.payment_id && !knowsItIsPaid;
    if (current === null) {
      priceShown = await price();
      tab.payment = await startHere(priceShown);
    } else tab.payment = current;
    return isCurrent;
  }

  async function press(n: number, card: string, isSeen: boolean) {
    const tab = tabs[n % TABS];
    if (!tab?.payment || knowsItIsPaid) return;
    if (!(await check(tab)) || !tab.payment) return;
    lastPressed = tab.payment;
    const status = await confirm(tab.payment.stripe_payment_intent_id, card).then(
      (intent) => intent.status,
      statusOf,
    );
    if (!isSeen) missedResult = true;
    else if (SETTLED.includes(status)) knowsItIsPaid = true;
    if (status === "canceled") tab.payment = null;
    await collectEvents();
  }

  /** Collects the events that Stripe has made since. */
  async function collectEvents() {
    const { data } = await stripe().events.list({ limit: 20 });
    for (const event of data.toReversed()) {
      const { id } = event.data.object as { id: string };
      if (seenEventIds.has(event.id) || !intents.has(id)) continue;
      seenEventIds.add(event.id);
      undelivered.push(event);
    }
  }

  /** Delivers an undelivered event so many times. 0: it is lost. */
  async function deliverEvent(n: number, times: number) {
    const [event] = undelivered.splice(n % Math.max(undelivered.length, 1), 1);
    for (let time = 0; event && time < times; time++) await deliver(event);
    if (event && times > 0) await handleEvent(systemContext(database(), "job_test"), event.id);
  }

  /** The bank settles or fails the payments that are processing. */
  async function settle(way: "settle" | "fail") {
    for (const id of intents) {
      const { status } = await stripe().paymentIntents.retrieve(id);
      if (status === "processing") await control(`payment_intents/${id}/${way}`);
    }
    await collectEvents();
  }

  /** The PaymentIntents that charged the buyer's card. */
  async function charges(): Promise<string[]> {
    const all = await Promise.all([...intents].map((id) => stripe().paymentIntents.retrieve(id)));
    return all.filter(({ status }) => status === "succeeded").map(({ id }) => id);
  }

  return { open, press, lookUp, deliverEvent, settle, charges, intents: () => [...intents] };
}

/** The status of a PaymentIntent that Stripe declined to confirm. */
function statusOf(error: unknown): string {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  return error.payment_intent?.status ?? "requires_payment_method";
}
