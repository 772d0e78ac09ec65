import { afterAll, expect, test, vi } from "vitest";
import { anonymousContext } from "@/lib/api/anonymous-context";
import { AppError } from "@/lib/core/errors";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { cuttableDatabase } from "@/testing/faults/cut-database";
import { idempotencyKey, idempotent } from "./idempotency";

const line = await cuttableDatabase();
let isCut = false;
afterAll(async () => {
  if (isCut) await line.restore();
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
    store: (response) => response,
    restore: async (stored: string) => stored,
  });
}

test("idempotent: the call fails with the database → the key is released once that is available, before the lock expires", async () => {
  const { publicId } = await newCustomer();
  const { rows } = await sql("select id from customers where public_id = $1", [publicId]);
  const [{ id }] = rows;
  const broken = keyed(id, async () => {
    await line.cut();
    isCut = true;
    throw new AppError("UNAVAILABLE", "The database is away.");
  });
  await expect(broken).rejects.toThrow("away");
  await line.restore();
  isCut = false;
  const again = await vi.waitFor(() => keyed(id, async () => "done"), {
    timeout: 5_000,
    interval: 100,
  });
  expect(again).toBe("done");
  expect(await keyed(id, async () => "done twice")).toBe("done");
}, 20_000);

function deferred() {
  let [resolve, reject] = [(_: string) => {}, (_: Error) => {}];
  const promise = new Promise<string>((fulfill, fail) => {
    [resolve, reject] = [fulfill, fail];
  });
  return { promise, resolve, reject };
}

async function newCustomerId(): Promise<number> {
  const { publicId } = await newCustomer();
  const { rows } = await sql("select id from customers where public_id = $1", [publicId]);
  return rows[0].id;
}

/** In how many milliseconds the claim of a customer's one key ends; null where no call holds it. */
async function claimEndsIn(customerId: number): Promise<number | null> {
  const { rows } = await sql("select locked_until from idempotency_keys where customer_id = $1", [
    customerId,
  ]);
  return rows[0]?.locked_until ? rows[0].locked_until.getTime() - Date.now() : null;
}

/** The same as the moment that the database has, to the microsecond. */
async function claimOf(customerId: number): Promise<string> {
  const { rows } = await sql(
    "select to_char(locked_until, 'YYYY-MM-DD HH24:MI:SS.US') as until from idempotency_keys where customer_id = $1",
    [customerId],
  );
  return rows[0]?.until ?? "";
}

test("idempotent: the process is killed during a call → a repetition resumes after 15 seconds", async () => {
  const id = await newCustomerId();
  const killed = deferred();
  const first = keyed(id, () => killed.promise);
  const left = await vi.waitUntil(() => claimEndsIn(id));
  expect(left).toBeLessThanOrEqual(15_000);
  await expect(keyed(id, async () => "second")).rejects.toMatchObject({
    code: "IDEMPOTENCY_IN_FLIGHT",
  });
  await sql("update idempotency_keys set locked_until = now() where customer_id = $1", [id]);
  expect(await keyed(id, async () => "second")).toBe("second");
  killed.reject(new AppError("UNAVAILABLE", "ended"));
  await expect(first).rejects.toThrow("ended");
  expect(await keyed(id, async () => "third")).toBe("second");
});

test("idempotent: a call that runs longer than its lock → the lock is renewed", async () => {
  const id = await newCustomerId();
  const running = deferred();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const first = keyed(id, () => running.promise);
    const claimed = await vi.waitUntil(() => claimOf(id));
    vi.advanceTimersByTime(5_000);
    await vi.waitUntil(async () => (await claimOf(id)) > claimed, { timeout: 10_000 });
    running.resolve("first");
    expect(await first).toBe("first");
    expect(await keyed(id, async () => "second")).toBe("first");
  } finally {
    vi.useRealTimers();
  }
});
