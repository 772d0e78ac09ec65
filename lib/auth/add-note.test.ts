import { beforeAll, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin } from "@/testing/actors/admin";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

let admin: Admin;
let trader: Trader;
beforeAll(async () => {
  admin = await newAdmin();
  trader = await newTrader();
});

const add = (text: string, key: string = crypto.randomUUID(), id = trader.publicId) =>
  as(admin).post(`/api/admin/customers/${id}/notes`, { text, idempotency_key: key });
const stored = async () => (await sql("select text from customer_notes order by id")).rows;

test("POST /api/admin/customers/{user_id}/notes: a note → stored as typed, audited without its text", async () => {
  const { status, body } = await add("  <b>Called</b>\nabout & the refund  ");
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.any(Number),
    text: "<b>Called</b>\nabout & the refund",
    author_email: admin.ctx.actor.kind === "customer" ? admin.ctx.actor.email : "",
    created_at: expect.any(String),
  });
  const entries = await auditOf(trader.publicId);
  expect(entries).toMatchObject([{ action: "customer.add_note", after: { note_id: body.id } }]);
  expect(JSON.stringify(entries)).not.toContain("refund");
});

test("POST /api/admin/customers/{user_id}/notes: the same key twice at the same moment → one note, one audit entry", async () => {
  const before = (await auditOf(trader.publicId)).length;
  const key = crypto.randomUUID();
  const [a, b] = await Promise.all([add("once", key), add("once", key)]);
  expect([a.status, b.status, a.body.id]).toEqual([200, 200, b.body.id]);
  expect((await stored()).filter(({ text }) => text === "once")).toHaveLength(1);
  expect(await auditOf(trader.publicId)).toHaveLength(before + 1);
  const other = await add("another text", key);
  expect([other.status, other.body.error.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
});

test.each([
  ["blank", " \n "],
  ["2,001 characters", "x".repeat(2001)],
  ["U+0000", "a\0b"],
])(
  "POST /api/admin/customers/{user_id}/notes: %s → INVALID_REQUEST, nothing written",
  async (_, text) => {
    const before = await stored();
    const { status, body } = await add(text);
    expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
    expect(await stored()).toEqual(before);
  },
);

test("POST /api/admin/customers/{user_id}/notes: no such customer → NOT_FOUND, nothing written", async () => {
  const before = await stored();
  expect((await add("to nobody", undefined, "usr_none")).status).toBe(404);
  expect(await stored()).toEqual(before);
});

test("customer_notes: update or delete by SQL → rejected", async () => {
  await add("stays");
  await expect(sql("update customer_notes set text = 'changed'")).rejects.toThrow("append-only");
  await expect(sql("delete from customer_notes")).rejects.toThrow("append-only");
});

test("POST /api/admin/customers/{user_id}/notes: a customer whose personal data was removed → INVALID_STATE, nothing written", async () => {
  const erased = await newTrader();
  await sql(
    "update customers set disabled_at = now(), erasure_requested_at = now(), erased_at = now() where public_id = $1",
    [erased.publicId],
  );
  const before = await stored();
  const { status, body } = await add("called", undefined, erased.publicId);
  expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(await stored()).toEqual(before);
});
