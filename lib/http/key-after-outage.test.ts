import { afterAll, expect, test, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { cuttableDatabase } from "@/testing/cut-database";
import { idempotencyKey, idempotent } from "./idempotency";
import { anonymousContext } from "./route";

const line = await cuttableDatabase();
let away = false;
afterAll(async () => {
  if (away) await line.mend();
});

/** A call of a customer with a key, whose work is given. */
async function keyed(customerId: number, run: (keyId: string | null) => Promise<string>) {
  const request = new Request("http://x", { headers: { "idempotency-key": "one" } });
  const ctx = anonymousContext(request.headers);
  const customer = { kind: "customer" as const, id: customerId, publicId: "usr_test" };
  return idempotent(Object.assign(ctx, { actor: { ...customer, role: "trader" as const } }), {
    route: "POST /test",
    key: idempotencyKey(request),
    body: {},
    run,
    store: (answer) => answer,
    restore: async (stored: string) => stored,
  });
}

test("a key whose call broke off with the database is free once that is back, and not a minute later", async () => {
  const { publicId } = await newCustomer();
  const { rows } = await sql("select id from customers where public_id = $1", [publicId]);
  const [{ id }] = rows;
  const broken = keyed(id, async () => {
    await line.cut();
    away = true;
    throw new AppError("UNAVAILABLE", "The database is away.");
  });
  await expect(broken).rejects.toThrow("away");
  await line.mend();
  away = false;
  const again = await vi.waitFor(() => keyed(id, async () => "done"), {
    timeout: 5_000,
    interval: 100,
  });
  expect(again).toBe("done");
  expect(await keyed(id, async () => "done twice")).toBe("done");
}, 20_000);
