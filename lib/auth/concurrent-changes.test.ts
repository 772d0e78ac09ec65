import { beforeEach, expect, test } from "vitest";
import { connection } from "@/lib/core/database";
import { anonymousCtx } from "@/testing/actors/contexts";
import { cookieOf, ownOrigin } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { logIn } from "./log-in";
import { hashPassword, matchPassword, recognizedPasswordOwner } from "./passwords";

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

/** Sends a request and, once its password check is done, commits a change of the customer's row before the request can. */
async function afterChange(
  send: () => Promise<{ status: number }>,
  change: string,
  values: unknown[],
) {
  const client = await connection().pool.connect();
  try {
    await client.query("begin");
    await client.query("select 1 from customers where public_id = $1 for update", [me.publicId]);
    const response = send();
    // The request waits for the row now, after its checks.
    for (let waits = 0; waits === 0; ) {
      const { rows } = await sql(
        "select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      waits = rows[0].n;
    }
    await client.query(change, values);
    await client.query("commit");
    return await response;
  } finally {
    client.release();
  }
}

const change = () =>
  as({ headers }).post("/api/account/password", {
    current_password: OLD,
    new_password: "what a thief would like",
  });

test("changePassword: a reset commits first → UNAUTHENTICATED, nothing changed", async () => {
  const reset = await hashPassword(recognizedPasswordOwner("test"), NEW);
  const { status } = await afterChange(
    change,
    "update customers set password_hash = $2 where public_id = $1",
    [me.publicId, reset],
  );
  expect(status).toBe(401);
  expect(
    await matchPassword(recognizedPasswordOwner("test"), (await rowOf()).password_hash, NEW),
  ).toBe("normalized");
});

test("changePassword: the customer is disabled or the session ends first → UNAUTHENTICATED, nothing changed", async () => {
  const { password_hash } = await rowOf();
  const disabled = await afterChange(
    change,
    "update customers set disabled_at = now() where public_id = $1",
    [me.publicId],
  );
  expect(disabled.status).toBe(401);
  await sql("update customers set disabled_at = null where public_id = $1", [me.publicId]);
  const ended = await afterChange(change, "update sessions set revoked_at = now() where id = $1", [
    me.session.id,
  ]);
  expect(ended.status).toBe(401);
  expect((await rowOf()).password_hash).toBe(password_hash);
});

test("beginSecondFactor: a reset commits first → UNAUTHENTICATED, no secret stored", async () => {
  const reset = await hashPassword(recognizedPasswordOwner("test"), NEW);
  const send = () => as({ headers }).post("/api/account/second-factor", { password: OLD });
  const { status } = await afterChange(
    send,
    "update customers set password_hash = $2 where public_id = $1",
    [me.publicId, reset],
  );
  expect(status).toBe(401);
  expect((await rowOf()).totp_secret).toBeNull();
});

test("logIn: the password changes during the sign-in → INVALID_CREDENTIALS, no session", async () => {
  const before = await sql("select count(*)::int as n from sessions");
  const client = await connection().pool.connect();
  await client.query("begin");
  await client.query("update customers set password_hash = 'changed' where public_id = $1", [
    me.publicId,
  ]);
  const signingIn = logIn(anonymousCtx(), { email: me.email, password: me.password }).then(
    () => true,
    () => false,
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  await client.query("commit");
  client.release();
  expect(await signingIn).toBe(false);
  expect((await sql("select count(*)::int as n from sessions")).rows).toEqual(before.rows);
});
