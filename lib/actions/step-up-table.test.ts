import { beforeAll, expect, test } from "vitest";
import { createGroup, createProgram, createTier, getGroup } from "@/lib/catalog";
import { readProgram } from "@/lib/catalog/program-records";
import { newGroupInput, newProgramInput, newTierInput } from "@/lib/catalog/schemas";
import { readTier } from "@/lib/catalog/tier-records";
import { database } from "@/lib/database";
import { isWrite, methodOf } from "@/lib/openapi/operation";
import { operations } from "@/lib/openapi/operations";
import { call } from "@/testing/api";
import { newVisitor } from "@/testing/browser";
import { newApp, ownOrigin, sql } from "@/testing/callers";
import { groupFields, programFields, stepFields, tierFields } from "@/testing/catalog";
import { type Admin, act, newAdmin, REASON } from "@/testing/console";
import { handlerOf } from "@/testing/routes";
import { newTrader, type Trader } from "@/testing/trading";
import { type ActionName, actionInput } from "./schemas";

interface Request {
  body?: object;
  /** Of the route. */
  params?: Record<string, string>;
}
type Case = [rule: "asks" | "doesn't ask", kind: string, request: () => Request | Promise<Request>];

let me: Awaited<ReturnType<typeof newVisitor>>;
/** Has no second factor, as the embedded stack allows: prepares what the cases are about. */
let demoAdmin: Admin;
let trader: Trader;
let otherAdmin: string;
let app: string;
let programId: number;
const tierId = "tier_step_up";
const group = "STEP-UP";

beforeAll(async () => {
  trader = await newTrader();
  demoAdmin = await newAdmin();
  app = (await newApp()).id;
  otherAdmin = (await newVisitor()).publicId;
  me = await newVisitor();
  await sql("update customers set role = 'admin' where public_id = any($1)", [
    [otherAdmin, me.publicId],
  ]);
  await sql(
    "update customers set totp_secret = 'v1.x', totp_enabled_at = now() where public_id = any($1)",
    [[me.publicId, trader.publicId]],
  );
  const { ctx } = demoAdmin;
  await createTier(ctx, newTierInput.parse({ ...tierFields, id: tierId }));
  programId = (await createProgram(ctx, newProgramInput.parse(programFields))).id;
  await createGroup(ctx, newGroupInput.parse({ ...groupFields, name: group }));
});

const key = () => ({ idempotency_key: crypto.randomUUID() });
const money = () => ({ body: { login: trader.login, amount_cents: 100, ...key() } });
const on =
  (id: () => string | number, fields: () => object = () => ({})) =>
  () => ({ body: { id: id(), ...fields() } });
const onNone = on(() => "none");

/** An edit of what is there: all its fields as they are, but for these. */
async function tierWith(fields: object) {
  const { id, archived: _, ...now } = await readTier(database(), tierId);
  return { params: { id }, body: { ...now, ...fields, reason: REASON } };
}
async function programWith(fields: object) {
  const { id, status: _, ...now } = await readProgram(database(), programId);
  return { params: { id: String(id) }, body: { ...now, ...fields, reason: REASON } };
}
async function groupWith(fields: object) {
  const { name, archived: _, in_use: __, ...now } = await getGroup(demoAdmin.ctx, group);
  return { params: { name }, body: { ...now, ...fields, reason: REASON } };
}
const current = { tier: tierWith, program: programWith, group: groupWith };
async function statusOf(what: keyof typeof current, status: object) {
  const { params, body } = await current[what]({});
  return { params, body: { ...status, version: body.version, reason: REASON } };
}

/** Everything that an admin can do, by its action or its operation: a new one has to say what it is. */
const table: Record<string, Case[]> = {
  // Money, and what is given without any.
  "payment.refund": [
    [
      "asks",
      "",
      on(
        () => "pay_none",
        () => ({ amount_cents: 100, ...key() }),
      ),
    ],
  ],
  "wallet.credit": [["asks", "", money]],
  "wallet.debit": [["asks", "", money]],
  "purchase.retry": [["asks", "", on(() => 1)]],
  "purchase.rollback": [["asks", "", on(() => 1)]],
  "account.grant": [
    [
      "asks",
      "",
      () => ({
        body: {
          user_id: trader.publicId,
          tier_id: "tier_25k",
          asset_class: "crypto",
          account_size: 25_000,
          ...key(),
        },
      }),
    ],
  ],
  "challenge.grant": [
    ["asks", "", () => ({ body: { user_id: trader.publicId, program_id: 1, ...key() } })],
  ],
  // What was bought before: none of these gives more than that.
  "account.retry": [["doesn't ask", "", onNone]],
  "account.suspend": [["doesn't ask", "", onNone]],
  "account.reinstate": [["doesn't ask", "", onNone]],
  "account.close": [["doesn't ask", "", onNone]],
  "account.venue_done": [["doesn't ask", "", onNone]],
  "payment.review_done": [["doesn't ask", "", onNone]],
  "payment.sync": [["doesn't ask", "", onNone]],
  checkPayment: [["doesn't ask", "", () => ({ params: { payment_id: "pay_none" } })]],
  // The same event, delivery or job once more.
  "stripe_event.replay": [["doesn't ask", "", onNone]],
  "delivery.redeliver": [["doesn't ask", "", onNone]],
  "job.retry": [["doesn't ask", "", on(() => "999999999999")]],
  // Who gets in.
  "customer.reset_second_factor": [["asks", "", on(() => trader.publicId)]],
  "customer.disable": [
    ["asks", "an admin", on(() => otherAdmin)],
    ["doesn't ask", "a trader", on(() => trader.publicId)],
  ],
  "customer.enable": [
    ["asks", "an admin", on(() => otherAdmin)],
    ["doesn't ask", "a trader", on(() => trader.publicId)],
  ],
  "app.create": [["asks", "", () => ({ body: { name: "Partner", scopes: ["payments:read"] } })]],
  "app.rotate_secret": [["asks", "", on(() => app)]],
  "app.disable": [["doesn't ask", "", on(() => app)]],
  "app.enable": [["asks", "", on(() => app)]],
  // What is sold, and for how much.
  createTier: [["asks", "", () => ({ body: { ...tierFields, id: "tier_new" } })]],
  editTier: [
    ["asks", "its price", () => tierWith({ price_cents: 39_800 })],
    ["asks", "its size", () => tierWith({ account_size: 100_000 })],
    ["asks", "its profit split", () => tierWith({ profit_split_pct: 90 })],
    ["asks", "its markets", () => tierWith({ markets: [{ market: "metals", asset_class: "m" }] })],
    [
      "doesn't ask",
      "its presentation",
      () => tierWith({ name: "Another name", sort_index: 10, recommended: true }),
    ],
  ],
  archiveTier: [
    ["doesn't ask", "off sale", () => statusOf("tier", { archived: true })],
    ["asks", "back on sale", () => statusOf("tier", { archived: false })],
  ],
  createProgram: [["asks", "", () => ({ body: { ...programFields, name: "new-100k" } })]],
  editProgram: [
    ["asks", "its price", () => programWith({ price_cents: 0 })],
    ["asks", "its free limit", () => programWith({ free_limit: null })],
    ["asks", "its profit split", () => programWith({ profit_split_pct: 95 })],
    [
      "asks",
      "a phase's rules",
      () => programWith({ steps: [{ ...stepFields, max_total_loss_pct: 20 }] }),
    ],
    [
      "doesn't ask",
      "its presentation",
      () =>
        programWith({
          name: "another-name",
          display_name: "Another name",
          description: "Other words",
          price_label: "Once",
          brand: "brand-b",
          sort_index: 10,
        }),
    ],
  ],
  setProgramStatus: [
    ["doesn't ask", "off sale", () => statusOf("program", { status: "disabled" })],
    ["asks", "on sale", () => statusOf("program", { status: "active" })],
    ["doesn't ask", "archived", () => statusOf("program", { status: "archived" })],
  ],
  createGroup: [["asks", "", () => ({ body: { name: "STEP-UP-2", ...groupFields } })]],
  editGroup: [
    ["asks", "its leverage", () => groupWith({ leverage: 100 })],
    ["asks", "its initial balance", () => groupWith({ default_deposit_cents: 10_000_000 })],
  ],
  archiveGroup: [
    ["doesn't ask", "archived", () => statusOf("group", { archived: true })],
    ["asks", "brought back", () => statusOf("group", { archived: false })],
  ],
};

const isAction = (name: string): name is ActionName =>
  actionInput.options.some(({ shape }) => shape.action.value === name);

async function perform(name: string, { body, params }: Request) {
  const headers = { ...ownOrigin, cookie: me.cookie };
  if (isAction(name)) return act({ headers }, name, body ?? {});
  const operation = operations.find(({ id }) => id === name);
  if (!operation) throw new Error(`no operation ${name}`);
  const method = methodOf(operation);
  const filled = params && { params };
  return call(await handlerOf(operation.route), {
    method,
    headers,
    ...filled,
    ...(body && { body }),
  });
}
/** How long ago the last code was entered in this session. */
const lastCode = (minutes: number) =>
  sql("update sessions set second_factor_at = now() - $2 * interval '1 minute' where id = $1", [
    me.session.id,
    minutes,
  ]);
const auditEntries = async () => (await sql("select count(*) from audit_log")).rows[0].count;

test("the table has every action and every operation of admins that writes, and no other", () => {
  const actions = actionInput.options.map(({ shape }) => shape.action.value as string);
  const writes = operations.filter(
    (one) => one.surface === "admin" && isWrite(one) && one.id !== "performAction",
  );
  expect(Object.keys(table).sort()).toEqual([...actions, ...writes.map(({ id }) => id)].sort());
});

const cases = Object.entries(table).flatMap(([name, rows]) =>
  rows.map(([rule, kind, request]) => ({ name, rule, kind, request })),
);

// In the table's order: what one does the next one undoes.
test.each(cases)(
  "$name $kind: last code 16 minutes old → $rule",
  async ({ name, rule, request }) => {
    const sent = await request();
    if (rule === "asks") {
      await lastCode(16);
      const before = await auditEntries();
      const rejected = await perform(name, sent);
      expect([rejected.status, rejected.body.error?.code]).toEqual([403, "STEP_UP_REQUIRED"]);
      expect(await auditEntries()).toBe(before);
    }
    // The very same once the code is recent enough, or needn't be.
    await lastCode(rule === "asks" ? 14 : 16);
    const { body } = await perform(name, sent);
    expect(["done", "NOT_FOUND"]).toContain(body.error?.code ?? "done");
  },
);
