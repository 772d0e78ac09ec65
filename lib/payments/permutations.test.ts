import fc from "fast-check";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { inTransaction } from "@/db/transaction";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { newId } from "@/lib/ids";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import { provisionAccount } from "@/lib/prop-accounts/provision";
import { newCustomer, nobody } from "@/testing/api";
import { sql } from "@/testing/callers";
import { ledgerProblems } from "@/testing/ledger";
import { type Act, anyLife } from "@/testing/stripe-life/acts";
import { stripeThatKnows } from "@/testing/stripe-life/answer";
import { live, type Standing } from "@/testing/stripe-life/live";
import { objectsAt, readTemplates, type Templates } from "@/testing/stripe-life/objects";
import { outcomeOf } from "@/testing/stripe-life/outcome";
import { anyDelivery, type Step, schedule } from "@/testing/stripe-life/schedule";
import { isOpen } from "./derive-status";
import { gatherFacts } from "./gather";
import { handleEvent } from "./handle-event";
import { receiveEvent } from "./receive-event";
import { reconcile } from "./reconcile";
import { recordFacts } from "./record-facts";
import { settleDeposit } from "./settle-deposit";
import { stripe } from "./stripe";

const RUNS = Number(process.env.LIVES ?? 300);
const AMOUNT = 20_000;
const SECOND = 1_000;

// The product's Stripe is one that knows the life of the moment, in the shapes of the sandbox's objects.
const sandbox = new URL(process.env.STRIPE_API_BASE ?? "");
let current: ReturnType<typeof objectsAt>;
const { port, server } = await stripeThatKnows(() => current);
process.env.STRIPE_API_BASE = `http://127.0.0.1:${port}`;

let templates: Templates;
let me: { id: number; login: number };
beforeAll(async () => {
  const { hostname, port } = sandbox;
  const key = process.env.STRIPE_SECRET_KEY ?? "";
  templates = await readTemplates(
    new Stripe(key, { host: hostname, port, protocol: "http" }),
    AMOUNT,
  );
  const { publicId } = await newCustomer();
  const { rows } = await sql(
    "select c.id, a.login from customers c join trading_accounts a on a.customer_id = c.id where c.public_id = $1",
    [publicId],
  );
  me = rows[0];
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterAll(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

const ctx = () => systemContext(database(), "job_test");
let lives = 0;
const HOUR = 3_600 * SECOND;

/** A payment that waits for the card, as checkout leaves it. */
async function newPayment(kind: "challenge" | "deposit") {
  lives += 1;
  const ids = { life: `life${lives}`, payment: newId("pay") };
  const what =
    kind === "challenge"
      ? ["tier_25k", "crypto", "crypto", 25_000, null]
      : [null, null, null, null, me.login];
  await sql(
    `insert into payments (id, customer_id, kind, tier_id, market, asset_class, account_size, deposit_login, amount_cents, currency, livemode, reusable, stripe_payment_intent_id, terms_version, consent_ip, consent_user_agent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, ${AMOUNT}, 'usd', false, false, $9, '1', '', '')`,
    [ids.payment, me.id, kind, ...what, `pi_${ids.life}`],
  );
  return ids;
}

interface Told {
  kind: "challenge" | "deposit";
  acts: Act[];
  gapSeconds: number;
  delivery: Parameters<typeof schedule>[1];
}

/** Lets a life happen and be heard of; what is there at the end is checked against the life itself. */
async function liveAndHear({ kind, acts, gapSeconds, delivery }: Told) {
  const ids = await newPayment(kind);
  const moments = live(acts, AMOUNT, ids.life);
  const start = Date.now();
  const timeOf = (act: number) => new Date(start + act * gapSeconds * SECOND);
  const objects = moments.map((moment) => objectsAt(templates, ids, moment, timeOf(moment.act)));
  const work = () => workOn(ids.payment, kind);
  const steps: Record<Step["kind"], (step: Step) => Promise<unknown>> = {
    act: async (step) => {
      const at = "act" in step ? step.act : 0;
      current = objects[at] ?? current;
      vi.setSystemTime(timeOf(at));
    },
    event: (step) => hear(objects["act" in step ? step.act : 0]?.event),
    work,
    sync: () => syncNow(ids.payment),
  };
  for (const step of schedule(moments.length, delivery)) await steps[step.kind](step);
  const lost = delivery.copies.slice(0, moments.length).includes(0);
  if (lost) await reconcileNow();
  await work();
  await check(ids.payment, kind, moments);
  // This Stripe knows only the life of the moment: of this one it isn't asked again.
  await sql("update payments set livemode = true where id = $1", [ids.payment]);
  vi.setSystemTime(timeOf(moments.length + 1));
}

async function hear(event: object | undefined) {
  if (!event) throw new Error("no such act");
  const payload = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / SECOND);
  const signature = stripe().webhooks.generateTestHeaderString({
    payload,
    secret: "whsec_current",
    timestamp,
  });
  await receiveEvent(nobody(), payload, signature);
  await handleEvent(ctx(), (JSON.parse(payload) as { id: string }).id);
}

/** What the jobs do: the account that is waiting is provisioned, the deposit is settled. */
async function workOn(paymentId: string, kind: Told["kind"]) {
  if (kind === "deposit") return settleDeposit(ctx(), paymentId);
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [paymentId]);
  for (const { id } of rows) await provisionAccount(ctx(), id);
}

async function syncNow(paymentId: string) {
  await inTransaction(database(), async (tx) => {
    const facts = await gatherFacts(current.intent(false).id);
    return recordFacts(tx, paymentId, facts, { source: "sync", type: "payment.synced" });
  });
}

/** Whatever was lost is found; nothing but that is. */
async function reconcileNow() {
  const { findings } = await reconcile(ctx(), new Date(Date.now() - HOUR));
  expect(findings.filter(({ kind }) => kind !== "mended")).toEqual([]);
}

const query = async (text: string, id: string) => (await sql(text, [id])).rows;

async function check(id: string, kind: Told["kind"], moments: Standing[]) {
  const last = moments.at(-1);
  if (!last) throw new Error("nothing happened");
  const wanted = outcomeOf(last, AMOUNT);
  const [payment] = await query("select * from payments where id = $1", id);
  expect(payment).toMatchObject({
    status: wanted.status,
    intent_status: "succeeded",
    failure_reason: null,
    review_kind: wanted.flag,
    review_reason: wanted.flag === null ? null : expect.stringMatching(/^(Refund of|Dispute du_)/),
  });
  const accounts = await query("select * from prop_accounts where payment_id = $1", id);
  if (kind === "challenge") {
    const { account: status, closedReason: closed_reason } = wanted;
    expect(accounts).toMatchObject([{ status, closed_reason }]);
  } else {
    expect(accounts).toEqual([]);
    expect(Number(payment.deposit_net_cents)).toBe(wanted.inWallet);
    const moved = await query(
      "select coalesce(sum(amount_cents - debt_cents), 0)::int as net from finance_operations where refusal is null and api_data ->> 'payment_id' = $1",
      id,
    );
    expect(moved).toEqual([{ net: wanted.inWallet }]);
  }
  for (const table of ["refunds", "disputes"] as const) {
    const rows = await query(
      `select id, status from payment_${table} where payment_id = $1 order by id`,
      id,
    );
    expect(rows).toEqual(last[table].map((it) => ({ id: it.id, status: it.status })));
  }
  await checkHistory(id, payment.status);
}

/** The history is a chain from the first status to the last, and tells of no event twice. */
async function checkHistory(id: string, status: string) {
  const steps = await query(
    "select changes, stripe_event_id from payment_events where payment_id = $1 order by id",
    id,
  );
  const told = steps.map((step) => step.stripe_event_id).filter(Boolean);
  expect(new Set(told).size).toBe(told.length);
  const changes: PaymentChange[] = steps.flatMap((step) => step.changes);
  const statuses = changes.filter((change) => change.kind === "status");
  let now = "requires_payment_method";
  for (const { from, to } of statuses) {
    expect(from).toBe(now);
    now = to;
  }
  expect(now).toBe(status);
  const paid = statuses.filter(({ from }) => isOpen(from) || from === "processing");
  expect(paid.filter(({ to }) => !isOpen(to) && to !== "processing")).toHaveLength(1);
}

const anyTold = fc
  .tuple(
    fc.constantFrom("challenge" as const, "challenge" as const, "deposit" as const),
    anyLife,
    fc.constantFrom(10, 10, 10, 1),
  )
  .chain(([kind, acts, gapSeconds]) =>
    anyDelivery(acts.length).map((delivery) => ({ kind, acts, gapSeconds, delivery })),
  );

test(`a payment's life, heard in any order, twice or in part, ends as it did at Stripe: ${RUNS} lives`, {
  timeout: 400_000,
}, async () => {
  await fc.assert(fc.asyncProperty(anyTold, liveAndHear), { numRuns: RUNS, endOnFailure: false });
  expect(await ledgerProblems()).toEqual([]);
});
