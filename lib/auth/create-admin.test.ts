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
