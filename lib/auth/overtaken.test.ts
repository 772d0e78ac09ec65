import { beforeEach, expect, test } from "vitest";
import { POST as changePassword } from "@/app/api/account/password/route";
import { POST as begin } from "@/app/api/account/second-factor/route";
import { connection } from "@/lib/database";
import { hashPassword, knownPasswordOwner, matchPassword } from "@/lib/passwords";
import { call, newCustomer } from "@/testing/api";
import { cookieOf, ownOrigin, sql } from "@/testing/callers";

const OLD = "a long enough password";
const NEW = "what the owner chose at the reset";
let me: Awaited<ReturnType<typeof newCustomer>>;
let headers: Record<string, string>;

beforeEach(async () => {
  me = await newCustomer();
  headers = { cookie: await cookieOf(me.session.id), ...ownOrigin };
});

const rowOf = async () =>
  (
    await sql("select id, password_hash, totp_secret from customers where public_id = $1", [
      me.publicId,
    ])
  ).rows[0];

/** Starts a request, and once its password check is behind it has somebody else change the row first. */
async function overtaken(
  ask: () => Promise<{ status: number }>,
  change: string,
  values: unknown[],
) {
  const client = await connection().pool.connect();
  try {
    await client.query("begin");
    await client.query("select 1 from customers where public_id = $1 for update", [me.publicId]);
    const answer = ask();
    // It waits for the row now: what it had confirmed is old by then.
    for (let waits = 0; waits === 0; ) {
      const { rows } = await sql(
        "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      waits = rows[0].n;
    }
    await client.query(change, values);
    await client.query("commit");
    return await answer;
  } finally {
    client.release();
  }
}

const change = () =>
  call(changePassword, {
    method: "POST",
    headers,
    body: { current_password: OLD, new_password: "what a thief would like" },
  });

test("a password change that a reset overtook changes nothing", async () => {
  const reset = await hashPassword(knownPasswordOwner("test"), NEW);
  const { status } = await overtaken(
    change,
    "update customers set password_hash = $2 where public_id = $1",
    [me.publicId, reset],
  );
  expect(status).toBe(401);
  expect(await matchPassword(knownPasswordOwner("test"), (await rowOf()).password_hash, NEW)).toBe(
    "normalized",
  );
});

test("nor does one of a customer whom an admin disabled meanwhile, or whose session ended", async () => {
  const { password_hash } = await rowOf();
  const disabled = await overtaken(
    change,
    "update customers set disabled_at = now() where public_id = $1",
    [me.publicId],
  );
  expect(disabled.status).toBe(401);
  await sql("update customers set disabled_at = null where public_id = $1", [me.publicId]);
  const ended = await overtaken(change, "update sessions set revoked_at = now() where id = $1", [
    me.session.id,
  ]);
  expect(ended.status).toBe(401);
  expect((await rowOf()).password_hash).toBe(password_hash);
});

test("a second factor that is begun while a reset goes on is not set up", async () => {
  const reset = await hashPassword(knownPasswordOwner("test"), NEW);
  const ask = () => call(begin, { method: "POST", headers, body: { password: OLD } });
  const { status } = await overtaken(
    ask,
    "update customers set password_hash = $2 where public_id = $1",
    [me.publicId, reset],
  );
  expect(status).toBe(401);
  expect((await rowOf()).totp_secret).toBeNull();
});
