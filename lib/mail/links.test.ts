import { afterEach, expect, test } from "vitest";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { makeLink, readLink, tokenOf } from "./links";
import { readLetterLink } from "./read-letter-link";

const usual = env().NEXTAUTH_SECRET;
afterEach(() => {
  env().NEXTAUTH_SECRET = usual;
});

async function linkOf() {
  const { publicId } = await newCustomer();
  const { rows } = await sql("select id, email from customers where public_id = $1", [publicId]);
  return database().transaction((tx) => makeLink(tx, rows[0], "reset_password"));
}

test("NEXTAUTH_SECRET is replaced after an email was sent → its link works on", async () => {
  const id = await linkOf();
  const sent = tokenOf(id);
  env().NEXTAUTH_SECRET = "another secret, of more than 32 characters";
  expect(await readLink(database(), sent, "reset_password")).not.toBeNull();
});

test("NEXTAUTH_SECRET is replaced while an email waits to be sent → the link in it works", async () => {
  const id = await linkOf();
  env().NEXTAUTH_SECRET = "another secret, of more than 32 characters";
  const letter = await readLetterLink(database(), id);
  expect(letter?.token).toBe(tokenOf(id));
  expect(await readLink(database(), letter?.token ?? "", "reset_password")).not.toBeNull();
});
