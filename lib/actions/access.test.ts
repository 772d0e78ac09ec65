import { beforeAll, expect, test } from "vitest";
import { POST as token } from "@/app/api/v2/oauth/token/route";
import { GET as listPayments } from "@/app/api/v2/payments/route";
import { call, newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { type Admin, act, auditOf, newAdmin } from "@/testing/console";

let admin: Admin;
beforeAll(async () => {
  admin = await newAdmin();
});

test("a disabled customer's sessions end at once, and come back only with a new sign-in", async () => {
  const me = await newCustomer();
  const ask = () => call(listPayments, { headers: me.headers });
  expect((await ask()).status).toBe(200);
  await act(admin, "customer.disable", { id: me.publicId });
  expect((await ask()).status).toBe(401);
  await act(admin, "customer.enable", { id: me.publicId });
  expect((await ask()).status).toBe(401);
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

test("an admin can't lock themselves out, nor do twice what is done", async () => {
  const own = await act(admin, "customer.disable", { id: admin.publicId });
  expect([own.status, own.body.error.code]).toEqual([409, "INVALID_STATE"]);
  const me = await newCustomer();
  const again = await act(admin, "customer.enable", { id: me.publicId });
  expect(again.body.error.message).toBe("This customer is not disabled.");
  expect((await act(admin, "customer.disable", { id: "usr_none" })).status).toBe(404);
});

test.each([
  ["customer.disable", "customer.disable"],
  ["customer.disable", "customer.reset_second_factor"],
  ["customer.reset_second_factor", "customer.reset_second_factor"],
] as const)(
  "two admins at once, %s and %s of each other → one does it, the other is an admin no more",
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
      const answers = await Promise.all([
        act(a, first, { id: two.publicId }),
        act(b, second, { id: one.publicId }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
      const { rows } = await sql(
        "select count(*)::int as left from customers where public_id = any($1) and disabled_at is null and totp_enabled_at is not null",
        [both],
      );
      expect(rows).toEqual([{ left: 1 }]);
      await sql("update customers set role = 'trader' where public_id = any($1)", [both]);
    }
  },
);

test("a lost second factor is turned off, with its codes and the sessions", async () => {
  const me = await newCustomer();
  const none = await act(admin, "customer.reset_second_factor", { id: me.publicId });
  expect(none.body.error.code).toBe("INVALID_STATE");
  await sql(
    "update customers set totp_secret = 'v1.x', totp_enabled_at = now() where public_id = $1",
    [me.publicId],
  );
  await sql(
    "insert into recovery_codes (customer_id, code_hash) select id, 'h' from customers where public_id = $1",
    [me.publicId],
  );
  await act(admin, "customer.reset_second_factor", { id: me.publicId });
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
const askToken = (client_id: string, client_secret: string) => {
  address += 1;
  return call(token, {
    method: "POST",
    headers: { "x-real-ip": `10.9.0.${address}` },
    body: { grant_type: "client_credentials", client_id, client_secret },
  });
};

const create = async () =>
  (
    await act(admin, "app.create", {
      name: "Partner",
      scopes: ["payments:read", "accounts:read"],
      first_party: false,
    })
  ).body.secret as { client_id: string; client_secret: string };

test("an app is made, its secret shown once and kept as a hash alone", async () => {
  const { client_id, client_secret } = await create();
  const granted = await askToken(client_id, client_secret);
  expect([granted.status, granted.body.scope]).toEqual([200, "payments:read accounts:read"]);
  const { rows } = await sql("select * from api_apps where id = $1", [client_id]);
  expect(JSON.stringify(rows)).not.toContain(client_secret);
  expect(JSON.stringify(await auditOf(client_id))).not.toContain(client_secret);
});

test("a rotated secret works at once; the one before for a day if it is kept, else no more", async () => {
  const old = await create();
  const rotate = async (keep_old: boolean): Promise<string> =>
    (await act(admin, "app.rotate_secret", { id: old.client_id, keep_old })).body.secret
      .client_secret;
  const statusOf = async (secret: string) => (await askToken(old.client_id, secret)).status;
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

test("of two rotations within a day that keep the old secret, the last two secrets work and the first ends at once", async () => {
  const { client_id, client_secret: first } = await create();
  const rotate = async (): Promise<string> =>
    (await act(admin, "app.rotate_secret", { id: client_id, keep_old: true })).body.secret
      .client_secret;
  const [second, third] = [await rotate(), await rotate()];
  const statuses: number[] = [];
  for (const secret of [first, second, third]) {
    statuses.push((await askToken(client_id, secret)).status);
  }
  expect(statuses).toEqual([401, 200, 200]);
});

test("a disabled app gets no token and its tokens end; enabled, it goes on", async () => {
  const { client_id, client_secret } = await create();
  await act(admin, "app.disable", { id: client_id });
  expect((await askToken(client_id, client_secret)).status).toBe(401);
  await act(admin, "app.enable", { id: client_id });
  expect((await askToken(client_id, client_secret)).status).toBe(200);
});
