import { afterEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { readEmailLink } from "@/lib/emails/read-email-link";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { createLink, deriveToken, readLink } from "./links";

const originalSecret = env().NEXTAUTH_SECRET;
afterEach(() => {
  env().NEXTAUTH_SECRET = originalSecret;
});

async function createTestLink() {
  const { publicId } = await newCustomer();
  const { rows } = await sql("select id, email from customers where public_id = $1", [publicId]);
  return database().transaction((tx) => createLink(tx, rows[0], "reset_password"));
}

test("readLink: NEXTAUTH_SECRET was replaced after the email was sent → valid", async () => {
  const id = await createTestLink();
  const sentToken = deriveToken(id);
  env().NEXTAUTH_SECRET = "another secret, of more than 32 characters";
  expect(await readLink(database(), sentToken, "reset_password")).not.toBeNull();
});

test("readEmailLink: NEXTAUTH_SECRET was replaced before the email is sent → a new token, valid", async () => {
  const id = await createTestLink();
  env().NEXTAUTH_SECRET = "another secret, of more than 32 characters";
  const link = await readEmailLink(database(), id);
  expect(link?.token).toBe(deriveToken(id));
  expect(await readLink(database(), link?.token ?? "", "reset_password")).not.toBeNull();
});
