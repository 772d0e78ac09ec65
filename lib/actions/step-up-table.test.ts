import { beforeAll, expect, test } from "vitest";
import { createGroup, createProgram, createTier, getGroup } from "@/lib/catalog";
import { readProgram } from "@/lib/catalog/program-records";
import { newGroupInput, newProgramInput, newTierInput } from "@/lib/catalog/schemas";
import { readTier } from "@/lib/catalog/tier-records";
import { database } from "@/lib/core/database";
import { isWrite } from "@/lib/http/operation";
import { operations } from "@/lib/openapi/all-operations";
import { type Admin, newAdmin, performAction, REASON } from "@/testing/actors/admin";
import { newApp } from "@/testing/actors/app";
import { newVisitor } from "@/testing/actors/customer";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { groupFields, programFields, stepWith, tierFields } from "@/testing/catalog/fields";
import { sql } from "@/testing/database/sql";
import { operationOf } from "@/testing/http/api";
import { as } from "@/testing/http/client";
import { type ActionName, actionInput } from "./schemas";

interface Request {
  body?: object;
  /** Path parameters. */
  params?: Record<string, string>;
}
type Case = [
  rule: "required" | "not required",
  kind: string,
  request: () => Request | Promise<Request>,
];

let me: Awaited<ReturnType<typeof newVisitor>>;
/** Has no second factor, as the embedded stack allows: prepares the records of the cases. */
let demoAdmin: Admin;
let trader: Trader;
let otherAdmin: string;
let app: string;
let reportingApp: string;
let programId: number;
const tierId = "tier_step_up";
const group = "STEP-UP";

beforeAll(async () => {
  trader = await newTrader();
  demoAdmin = await newAdmin();
  app = (await newApp()).id;
  reportingApp = (await newApp(["trading:write"])).id;
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

/** An edit of an existing tier: all its fields unchanged, except these. */
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

/** Everything that an admin can do, by its action or its operation: a new one needs an entry. */
const table: Record<string, Case[]> = {
  // Money, and grants of worth.
  "payment.refund": [
    [
      "required",
      "",
      on(
        () => "pay_none",
        () => ({ amount_cents: 100, ...key() }),
      ),
    ],
  ],
  "wallet.credit": [["required", "", money]],
  "wallet.debit": [["required", "", money]],
  "purchase.retry": [["required", "", on(() => 1)]],
  "purchase.rollback": [["required", "", on(() => 1)]],
  "purchase.refund_to_card": [
    [
      "required",
      "",
      on(
        () => 1,
        () => ({ refunds: [{ payment_id: "pay_none", amount_cents: 100 }], ...key() }),
      ),
    ],
  ],
  "account.grant": [
    [
      "required",
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
    ["required", "", () => ({ body: { user_id: trader.publicId, program_id: 1, ...key() } })],
  ],
  // Changes to what was bought before: none of these gives more than that.
  "account.retry": [["not required", "", onNone]],
  "account.suspend": [["not required", "", onNone]],
  "account.reinstate": [["not required", "", onNone]],
  "account.close": [["not required", "", onNone]],
  "account.venue_done": [["not required", "", onNone]],
  "payment.review_done": [["not required", "", onNone]],
  "payment.sync": [["not required", "", onNone]],
  checkPayment: [["not required", "", () => ({ params: { payment_id: "pay_none" } })]],
  // Repeats the same event, delivery or job.
  "stripe_event.replay": [["not required", "", onNone]],
  "delivery.redeliver": [["not required", "", onNone]],
  "job.retry": [["not required", "", on(() => "999999999999")]],
  // Access.
  "customer.reset_second_factor": [["required", "", on(() => trader.publicId)]],
  "customer.disable": [
    ["required", "an admin", on(() => otherAdmin)],
    ["not required", "a trader", on(() => trader.publicId)],
  ],
  "customer.enable": [
    ["required", "an admin", on(() => otherAdmin)],
    ["not required", "a trader", on(() => trader.publicId)],
  ],
  downloadEvidence: [
    [
      "not required",
      "",
      () => ({ params: { payment_id: "pay_none" }, body: { dispute_id: "du_none" } }),
    ],
  ],
  addCustomerNote: [
    [
      "not required",
      "",
      () => ({ params: { user_id: "usr_none" }, body: { text: "x", ...key() } }),
    ],
  ],
  "app.create": [
    ["required", "", () => ({ body: { name: "Partner", scopes: ["payments:read"] } })],
  ],
  "app.rotate_secret": [["required", "", on(() => app)]],
  "app.disable": [["not required", "", on(() => app)]],
  "app.enable": [["required", "", on(() => app)]],
  "trading_source.create": [
    ["required", "", () => ({ body: { id: "step-up", app_id: reportingApp, venue: "embedded" } })],
  ],
  "trading_source.disable": [["not required", "", on(() => "step-up")]],
  "trading_source.enable": [["required", "", on(() => "step-up")]],
  "venue_command.done": [["not required", "", onNone]],
  // Endings: a lifted breach gives the challenge back, a confirmed pass the next account.
  "verdict.confirm": [["required", "", onNone]],
  "verdict.lift": [["required", "", onNone]],
  // What is sold, and at which price.
  createTier: [["required", "", () => ({ body: { ...tierFields, id: "tier_new" } })]],
  editTier: [
    ["required", "its price", () => tierWith({ price_cents: 39_800 })],
    ["required", "its size", () => tierWith({ account_size: 100_000 })],
    ["required", "its program", () => tierWith({ program_id: 2 })],
    [
      "required",
      "its markets",
      () => tierWith({ markets: [{ market: "metals", asset_class: "m" }] }),
    ],
    [
      "not required",
      "its presentation",
      () => tierWith({ name: "Another name", sort_index: 10, recommended: true }),
    ],
  ],
  archiveTier: [
    ["not required", "off sale", () => statusOf("tier", { archived: true })],
    ["required", "back on sale", () => statusOf("tier", { archived: false })],
  ],
  createProgram: [["required", "", () => ({ body: { ...programFields, name: "new-100k" } })]],
  editProgram: [
    ["required", "its price", () => programWith({ price_cents: 0 })],
    ["required", "its free limit", () => programWith({ free_limit: null })],
    [
      "required",
      "a phase's rules",
      () => programWith({ steps: [stepWith({ inactivity_days: 30 })] }),
    ],
    [
      "not required",
      "its presentation",
      () =>
        programWith({
          name: "another-name",
          display_name: "Another name",
          description: "Other words",
          price_label: "Once",
          brand: "brand-b",
          sort_index: 10,
          recommended: true,
        }),
    ],
  ],
  setProgramStatus: [
    ["not required", "off sale", () => statusOf("program", { status: "disabled" })],
    ["required", "on sale", () => statusOf("program", { status: "active" })],
    ["not required", "archived", () => statusOf("program", { status: "archived" })],
  ],
  saveLegalDraft: [
    [
      "not required",
      "",
      () => ({ params: { kind: "risk" }, body: { markdown: "## Another text", version: 1 } }),
    ],
  ],
  publishLegalDocument: [
    ["required", "", () => ({ params: { kind: "risk" }, body: { version: 2, reason: REASON } })],
  ],
  createGroup: [["required", "", () => ({ body: { name: "STEP-UP-2", ...groupFields } })]],
  editGroup: [
    ["required", "its leverage", () => groupWith({ leverage: 100 })],
    ["required", "its initial balance", () => groupWith({ default_deposit_cents: 10_000_000 })],
  ],
  archiveGroup: [
    ["not required", "archived", () => statusOf("group", { archived: true })],
    ["required", "brought back", () => statusOf("group", { archived: false })],
  ],
};

const isAction = (name: string): name is ActionName =>
  actionInput.options.some(({ shape }) => shape.action.value === name);

async function perform(name: string, { body, params }: Request) {
  if (isAction(name)) return performAction(me, name, body ?? {});
  const { method, path } = operationOf(name);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, param: string) => params?.[param] ?? "");
  return as(me).request(method, filled, { body });
}
/** Sets how many minutes ago the last code was entered in this session. */
const lastCode = (minutes: number) =>
  sql("update sessions set second_factor_at = now() - $2 * interval '1 minute' where id = $1", [
    me.session.id,
    minutes,
  ]);
const auditEntries = async () => (await sql("select count(*) from audit_log")).rows[0].count;

test("step-up table: every action and every writing operation of admins → an entry, and no other", () => {
  const actions = actionInput.options.map(({ shape }) => shape.action.value as string);
  const writes = operations.filter(
    (one) => one.surface === "admin" && isWrite(one) && one.id !== "performAction",
  );
  expect(Object.keys(table).sort()).toEqual([...actions, ...writes.map(({ id }) => id)].sort());
});

const cases = Object.entries(table).flatMap(([name, rows]) =>
  rows.map(([rule, kind, request]) => ({ name, rule, kind, request })),
);

// In the table's order: each case undoes the one before.
test.each(cases)(
  "$name $kind: last code 16 minutes old → a new code is $rule",
  async ({ name, rule, request }) => {
    const sent = await request();
    if (rule === "required") {
      await lastCode(16);
      const before = await auditEntries();
      const rejected = await perform(name, sent);
      expect([rejected.status, rejected.body.error?.code]).toEqual([403, "STEP_UP_REQUIRED"]);
      expect(await auditEntries()).toBe(before);
    }
    // The same request with a code that is recent enough, or without need of one.
    await lastCode(rule === "required" ? 14 : 16);
    const { body } = await perform(name, sent);
    expect(["done", "NOT_FOUND"]).toContain(body.error?.code ?? "done");
  },
);
