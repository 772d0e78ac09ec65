import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { encrypt, keyIds } from "@/lib/core/secrets";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { checkKeys, findUnreadableSecrets } from "./check-keys";

const keyOf = (name: string) => createHash("sha256").update(name).digest("base64");
const [gone, here] = [keyOf("gone"), keyOf("here")];
const usual = env().ENCRYPTION_KEYS;
const use = (...keys: string[]) => {
  env().ENCRYPTION_KEYS = keys;
};
beforeEach(() =>
  sql(
    "delete from webhook_deliveries; delete from webhook_endpoints; update customers set totp_enabled_at = null, totp_secret = null",
  ),
);
afterEach(() => use(...usual));

const NAME = "second factors of customers";

async function withSecret(key: string, change = (text: string) => text) {
  use(key);
  const { publicId } = await newCustomer();
  const text = change(encrypt("a secret", publicId));
  await sql("update customers set totp_secret = $2 where public_id = $1", [publicId, text]);
  return keyIds()[0] ?? "";
}

test("findUnreadableSecrets: all keys are set → none", async () => {
  await withSecret(gone);
  await withSecret(here);
  use(here, gone);
  expect(await findUnreadableSecrets(database())).toEqual([]);
});

test("checkKeys: a key is missing → an error with its id, the kind of secret and the number of rows", async () => {
  const key = await withSecret(gone);
  await withSecret(gone);
  await withSecret(here);
  const error = vi.spyOn(log(), "error").mockImplementation(() => {});
  await checkKeys();
  const what = { key, name: NAME, rows: 2 };
  expect(error.mock.calls).toEqual([[what, "encryption_keys.key_missing"]]);
  vi.restoreAllMocks();
});

test("findUnreadableSecrets: a changed text → unreadable, with its key set", async () => {
  const key = await withSecret(here, (text) => `${text.slice(0, -4)}AAAA`);
  expect(await findUnreadableSecrets(database())).toEqual([
    { key, name: NAME, rows: 1, isKeyMissing: false },
  ]);
});
