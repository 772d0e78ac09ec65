import fc from "fast-check";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { inTransaction } from "@/db/transaction";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import { provisionAccount } from "@/lib/prop-accounts/provision";
import { anonymousCtx } from "@/testing/actors/contexts";
import { newCustomer } from "@/testing/actors/customer";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { type Act, anyLife } from "@/testing/stripe/life/acts";
import { expectedStateOf } from "@/testing/stripe/life/expected-state";
import { objectsAt, readTemplates, type Templates } from "@/testing/stripe/life/objects";
import { type PaymentState, playLife } from "@/testing/stripe/life/play";
import { anyDelivery, type Step, schedule } from "@/testing/stripe/life/schedule";
import { startStripeServer } from "@/testing/stripe/life/stripe-server";
import { handleEvent } from "../inbox/handle-event";
import { receiveEvent } from "../inbox/receive-event";
import { reconcile } from "../reconcile/reconcile";
import { settleDeposit } from "../settle-deposit";
import { stripe } from "../stripe";
import { isOpen } from "./derive-status";
import { fetchFacts } from "./fetch";
import { recordFacts } from "./record";

const RUNS = Number(process.env.LIVES ?? 300);
const AMOUNT = 20_000;
const SECOND = 1_000;

// The product's Stripe client gets its responses from the present life, in the shapes of the sandbox's objects.
const sandbox = new URL(process.env.STRIPE_API_BASE ?? "");
let current: ReturnType<typeof objectsAt>;
const { port, server } = await startStripeServer(() => current);
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

interface Scenario {
  kind: "challenge" | "deposit";
  acts: Act[];
  gapSeconds: number;
  delivery: Parameters<typeof schedule>[1];
}

/** Plays a life and delivers its events; the result is checked against the life itself. */
async function playScenario({ kind, acts, gapSeconds, delivery }: Scenario) {
  const ids = await newPayment(kind);
  const moments = playLife(acts, AMOUNT, ids.life);
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
    event: (step) => receive(objects["act" in step ? step.act : 0]?.event),
    work,
    sync: () => syncNow(ids.payment),
  };
  for (const step of schedule(moments.length, delivery)) await steps[step.kind](step);
  const lost = delivery.copies.slice(0, moments.length).includes(0);
  if (lost) await reconcileNow();
  await work();
  await check(ids.payment, kind, moments);
  // This Stripe has only the present life: it isn't called about this payment again.
  await sql("update payments set livemode = true where id = $1", [ids.payment]);
  vi.setSystemTime(timeOf(moments.length + 1));
}

async function receive(event: object | undefined) {
  if (!event) throw new Error("no such act");
  const payload = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / SECOND);
  const signature = stripe().webhooks.generateTestHeaderString({
    payload,
    secret: "whsec_current",
    timestamp,
  });
  await receiveEvent(anonymousCtx(), payload, signature);
  await handleEvent(ctx(), (JSON.parse(payload) as { id: string }).id);
}

/** Runs the jobs: provisions the waiting account, settles the deposit. */
async function workOn(paymentId: string, kind: Scenario["kind"]) {
  if (kind === "deposit") return settleDeposit(ctx(), paymentId);
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [paymentId]);
  for (const { id } of rows) await provisionAccount(ctx(), id);
}

async function syncNow(paymentId: string) {
  await inTransaction(database(), async (tx) => {
    const facts = await fetchFacts(current.intent(false).id);
    return recordFacts(tx, paymentId, facts, { source: "sync", type: "payment.synced" });
  });
}

/** Comparing with Stripe finds what was lost, and nothing else. */
async function reconcileNow() {
  const { findings } = await reconcile(ctx(), new Date(Date.now() - HOUR));
  expect(findings.filter(({ kind }) => kind !== "repaired")).toEqual([]);
}

const query = async (text: string, id: string) => (await sql(text, [id])).rows;

async function check(id: string, kind: Scenario["kind"], moments: PaymentState[]) {
  const last = moments.at(-1);
  if (!last) throw new Error("nothing happened");
  const expected = expectedStateOf(last, AMOUNT);
  const [payment] = await query("select * from payments where id = $1", id);
  expect(payment).toMatchObject({
    status: expected.status,
    intent_status: "succeeded",
    failure_reason: null,
    review_kind: expected.flag,
    review_reason:
      expected.flag === null
        ? null
        : expect.stringMatching(/^(Refund of|Dispute du_|Bank inquiry du_)/),
  });
  const accounts = await query("select * from prop_accounts where payment_id = $1", id);
  if (kind === "challenge") {
    const { account: status, closedReason: closed_reason } = expected;
    expect(accounts).toMatchObject([{ status, closed_reason }]);
  } else {
    expect(accounts).toEqual([]);
    expect(Number(payment.deposit_net_cents)).toBe(expected.inWallet);
    const moved = await query(
      "select coalesce(sum(amount_cents - debt_cents), 0)::int as net from finance_operations where refusal is null and api_data ->> 'payment_id' = $1",
      id,
    );
    expect(moved).toEqual([{ net: expected.inWallet }]);
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

/** The history is a chain from the first status to the last, and has each event once. */
async function checkHistory(id: string, status: string) {
  const steps = await query(
    "select changes, stripe_event_id from payment_events where payment_id = $1 order by id",
    id,
  );
  const eventIds = steps.map((step) => step.stripe_event_id).filter(Boolean);
  expect(new Set(eventIds).size).toBe(eventIds.length);
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

const anyScenario = fc
  .tuple(
    fc.constantFrom("challenge" as const, "challenge" as const, "deposit" as const),
    anyLife,
    fc.constantFrom(10, 10, 10, 1),
  )
  .chain(([kind, acts, gapSeconds]) =>
    anyDelivery(acts.length).map((delivery) => ({ kind, acts, gapSeconds, delivery })),
  );

test(`payments: ${RUNS} random lives, their events in any order, repeated or in part → the state at Stripe`, {
  timeout: 400_000,
}, async () => {
  await fc.assert(fc.asyncProperty(anyScenario, playScenario), {
    numRuns: RUNS,
    endOnFailure: false,
  });
  expect(await ledgerProblems()).toEqual([]);
});
