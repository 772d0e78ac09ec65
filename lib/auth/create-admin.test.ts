import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { anonymousCtx } from "@/testing/actors/contexts";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { createAdmin } from "./create-admin";
import { loadSession } from "./load-caller";
import { logIn } from "./log-in";

const password = "a password of the operator";

test("createAdmin: a new address → an admin who can sign in", async () => {
  const email = "first-admin@propdesk.test";
  expect(await createAdmin(database(), email, password, false)).toBe("created");
  expect(await logIn(anonymousCtx(), { email, password })).toMatchObject({ role: "admin" });
  const { rows } = await sql("select email_verified_at from customers where email = $1", [email]);
  expect(rows).toEqual([{ email_verified_at: expect.any(Date) }]);
});

test("createAdmin: the address has an account, no promote → exists, nothing changed", async () => {
  const stranger = await newCustomer();
  expect(await createAdmin(database(), stranger.email, password, false)).toBe("exists");
  expect(await loadSession(database(), stranger.session.id)).toMatchObject({ role: "trader" });
});

test("createAdmin: promote → a new password, sessions ended, second factor removed", async () => {
  const customer = await newCustomer();
  await sql("update customers set totp_secret = 'any', totp_enabled_at = now() where email = $1", [
    customer.email,
  ]);
  expect(await createAdmin(database(), customer.email, password, true)).toBe("promoted");
  await expect(loadSession(database(), customer.session.id)).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  const old = { email: customer.email, password: customer.password };
  await expect(logIn(anonymousCtx(), old)).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
  const now = await logIn(anonymousCtx(), { email: customer.email, password });
  expect(now.role).toBe("admin");
});

test("createAdmin: created, promoted → audited under the new admin, with the command", async () => {
  const email = "written-down@propdesk.test";
  const entries = async (address: string) =>
    (
      await sql(
        "select l.action, l.ip, l.user_agent, l.before, l.after from audit_log l join customers c on c.id = l.admin_id where c.email = $1 and l.subject_id = c.public_id order by l.id",
        [address],
      )
    ).rows;
  const entry = {
    action: "customer.make_admin",
    ip: "command line",
    user_agent: expect.stringMatching(/^npm run admin:create, run by \S+ on \S+$/),
    before: null,
    after: { role: "admin" },
  };
  await createAdmin(database(), email, password, false);
  expect(await entries(email)).toEqual([entry]);
  await createAdmin(database(), email, password, false);
  expect(await entries(email)).toHaveLength(1);
  const customer = await newCustomer();
  await createAdmin(database(), customer.email, password, true);
  expect(await entries(customer.email)).toEqual([{ ...entry, before: { role: "trader" } }]);
});
