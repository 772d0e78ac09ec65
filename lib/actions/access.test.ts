import { beforeAll, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin, performAction } from "@/testing/actors/admin";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

let admin: Admin;
beforeAll(async () => {
  admin = await newAdmin();
});

test("customer.disable: a customer with a session → 401 immediately, and still after customer.enable", async () => {
  const me = await newCustomer();
  const getPayments = () => as(me).get("/v2/payments");
  expect((await getPayments()).status).toBe(200);
  await performAction(admin, "customer.disable", { id: me.publicId });
  expect((await getPayments()).status).toBe(401);
  await performAction(admin, "customer.enable", { id: me.publicId });
  expect((await getPayments()).status).toBe(401);
  expect(
    (await auditOf(me.publicId)).map(({ action, before, after }) => [
      action,
      before.status,
      after.status,
    ]),
  ).toEqual([
    ["customer.disable", "enabled", "disabled"],
    ["customer.enable", "disabled", "enabled"],
  ]);
});

test("customer.disable: oneself → INVALID_STATE; customer.enable: not disabled → INVALID_STATE", async () => {
  const own = await performAction(admin, "customer.disable", { id: admin.publicId });
  expect([own.status, own.body.error.code]).toEqual([409, "INVALID_STATE"]);
  const me = await newCustomer();
  const again = await performAction(admin, "customer.enable", { id: me.publicId });
  expect(again.body.error.message).toBe("This customer isn't disabled.");
  expect((await performAction(admin, "customer.disable", { id: "usr_none" })).status).toBe(404);
});

test.each([
  ["customer.disable", "customer.disable"],
  ["customer.disable", "customer.reset_second_factor"],
  ["customer.reset_second_factor", "customer.reset_second_factor"],
] as const)(
  "two admins concurrently, %s and %s of each other → one succeeds, the other gets 401",
  async (first, second) => {
    for (let round = 0; round < 5; round++) {
      const [one, two] = [await newCustomer(), await newCustomer()];
      const both = [one.publicId, two.publicId];
      await sql(
        "update customers set role = 'admin', totp_secret = 'v1.x', totp_enabled_at = now() where public_id = any($1)",
        [both],
      );
      const [a, b] = [await newAdmin(one.publicId), await newAdmin(two.publicId)];
      await sql(
        "update sessions set second_factor_at = now() where customer_id in (select id from customers where public_id = any($1))",
        [both],
      );
      const responses = await Promise.all([
        performAction(a, first, { id: two.publicId }),
        performAction(b, second, { id: one.publicId }),
      ]);
      expect(responses.map(({ status }) => status).sort()).toEqual([200, 401]);
      const { rows } = await sql(
        "select count(*)::int as left from customers where public_id = any($1) and disabled_at is null and totp_enabled_at is not null",
        [both],
      );
      expect(rows).toEqual([{ left: 1 }]);
      await sql("update customers set role = 'trader' where public_id = any($1)", [both]);
    }
  },
);

test("customer.reset_second_factor: second factor is on → off, recovery codes deleted, the customer notified", async () => {
  const me = await newCustomer();
  const none = await performAction(admin, "customer.reset_second_factor", { id: me.publicId });
  expect(none.body.error.code).toBe("INVALID_STATE");
  await sql(
    "update customers set totp_secret = 'v1.x', totp_enabled_at = now() where public_id = $1",
    [me.publicId],
  );
  await sql(
    "insert into recovery_codes (customer_id, code_hash) select id, 'h' from customers where public_id = $1",
    [me.publicId],
  );
  await performAction(admin, "customer.reset_second_factor", { id: me.publicId });
  const { rows } = await sql(
    "select totp_secret, totp_enabled_at, (select count(*)::int from recovery_codes r where r.customer_id = c.id) as codes from customers c where public_id = $1",
    [me.publicId],
  );
  expect(rows).toEqual([{ totp_secret: null, totp_enabled_at: null, codes: 0 }]);
  expect(JSON.stringify(await auditOf(me.publicId))).not.toContain("v1.x");
  const mails = await sql(
    "select payload ->> 'kind' as kind from mail_outbox where payload ->> 'user_id' = $1",
    [me.publicId],
  );
  expect(mails.rows).toEqual([{ kind: "second-factor-off" }]);
});

let address = 0;
const requestToken = (client_id: string, client_secret: string) => {
  address += 1;
  return as(anonymous).post(
    "/v2/oauth/token",
    { grant_type: "client_credentials", client_id, client_secret },
    { headers: { "x-real-ip": `10.9.0.${address}` } },
  );
};

const create = async () =>
  (
    await performAction(admin, "app.create", {
      name: "Partner",
      scopes: ["payments:read", "accounts:read"],
      first_party: false,
    })
  ).body.secret as { client_id: string; client_secret: string };

test("app.create: a new app → its secret in the response, only its hash stored", async () => {
  const { client_id, client_secret } = await create();
  const granted = await requestToken(client_id, client_secret);
  expect([granted.status, granted.body.scope]).toEqual([200, "payments:read accounts:read"]);
  const { rows } = await sql("select * from api_apps where id = $1", [client_id]);
  expect(JSON.stringify(rows)).not.toContain(client_secret);
  expect(JSON.stringify(await auditOf(client_id))).not.toContain(client_secret);
});

test("app.rotate_secret: keep_old → the old secret works for a day; without → not any more", async () => {
  const old = await create();
  const rotate = async (keep_old: boolean): Promise<string> =>
    (await performAction(admin, "app.rotate_secret", { id: old.client_id, keep_old })).body.secret
      .client_secret;
  const statusOf = async (secret: string) => (await requestToken(old.client_id, secret)).status;
  const second = await rotate(true);
  expect([await statusOf(second), await statusOf(old.client_secret)]).toEqual([200, 200]);
  await sql(
    "update api_apps set previous_secret_until = now() - interval '1 second' where id = $1",
    [old.client_id],
  );
  expect(await statusOf(old.client_secret)).toBe(401);
  const third = await rotate(false);
  expect([await statusOf(third), await statusOf(second)]).toEqual([200, 401]);
});

test("app.rotate_secret: twice within a day with keep_old → the last two secrets work, the first doesn't", async () => {
  const { client_id, client_secret: first } = await create();
  const rotate = async (): Promise<string> =>
    (await performAction(admin, "app.rotate_secret", { id: client_id, keep_old: true })).body.secret
      .client_secret;
  const [second, third] = [await rotate(), await rotate()];
  const statuses: number[] = [];
  for (const secret of [first, second, third]) {
    statuses.push((await requestToken(client_id, secret)).status);
  }
  expect(statuses).toEqual([401, 200, 200]);
});

test("app.disable: an app → no token, its tokens end; app.enable → tokens again", async () => {
  const { client_id, client_secret } = await create();
  await performAction(admin, "app.disable", { id: client_id });
  expect((await requestToken(client_id, client_secret)).status).toBe(401);
  await performAction(admin, "app.enable", { id: client_id });
  expect((await requestToken(client_id, client_secret)).status).toBe(200);
});
