import { expect, test } from "vitest";
import { database } from "@/lib/database";
import { newCustomer, nobody } from "@/testing/api";
import { sql } from "@/testing/callers";
import { createAdmin } from "./create-admin";
import { loadSession } from "./load-caller";
import { logIn } from "./log-in";

const password = "a password of the operator";

test("a new address becomes an admin who can sign in with the password", async () => {
  const email = "first-admin@propdesk.test";
  expect(await createAdmin(database(), email, password, false)).toBe("created");
  expect(await logIn(nobody(), { email, password })).toMatchObject({ role: "admin" });
  const { rows } = await sql("select email_verified_at from customers where email = $1", [email]);
  expect(rows).toEqual([{ email_verified_at: expect.any(Date) }]);
});

test("whoever signed up with the address before is not made an admin by accident", async () => {
  const stranger = await newCustomer();
  expect(await createAdmin(database(), stranger.email, password, false)).toBe("known");
  expect(await loadSession(database(), stranger.session.id)).toMatchObject({ role: "trader" });
});

test("a promotion replaces the password, ends every session and forgets a second factor", async () => {
  const person = await newCustomer();
  await sql("update customers set totp_secret = 'any', totp_enabled_at = now() where email = $1", [
    person.email,
  ]);
  expect(await createAdmin(database(), person.email, password, true)).toBe("promoted");
  await expect(loadSession(database(), person.session.id)).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  const old = { email: person.email, password: person.password };
  await expect(logIn(nobody(), old)).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
  const now = await logIn(nobody(), { email: person.email, password });
  expect(now.role).toBe("admin");
});

test("each way is in the audit log, under the new admin, with the command that did it", async () => {
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
  const person = await newCustomer();
  await createAdmin(database(), person.email, password, true);
  expect(await entries(person.email)).toEqual([{ ...entry, before: { role: "trader" } }]);
});
