import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { decrypt, encrypt } from "@/lib/core/secrets";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { bundled } from "@/testing/setup/bundled";
import { rotateKeys } from "./rotate-keys";

const command = await bundled("scripts/rotate-keys.ts");

const keyOf = (name: string) => createHash("sha256").update(name).digest("base64");
const [old, fresh] = [keyOf("old"), keyOf("fresh")];
const usual = env().ENCRYPTION_KEYS;
const use = (...keys: string[]) => {
  env().ENCRYPTION_KEYS = keys;
};
beforeEach(async () => {
  await sql(
    "delete from webhook_deliveries; delete from webhook_endpoints; update customers set totp_enabled_at = null, totp_secret = null",
  );
  use(old);
});
afterEach(() => use(...usual));

async function newSecretOfCustomer(text = "a secret of the app") {
  const { publicId } = await newCustomer();
  await sql("update customers set totp_secret = $2 where public_id = $1", [
    publicId,
    encrypt(text, publicId),
  ]);
  return publicId;
}
const totpOf = async (id: string) =>
  (await sql("select totp_secret from customers where public_id = $1", [id])).rows[0]
    .totp_secret as string;
async function newEndpoint() {
  const app = await newApp();
  const created = await as(app).post("/v2/webhook-endpoints", {
    url: "https://hooks.firm.example/in",
    events: ["payment.succeeded"],
  });
  const again = await as(app).post(`/v2/webhook-endpoints/${created.body.id}/rotate-secret`);
  return {
    id: created.body.id as string,
    previous: created.body.secret,
    secret: again.body.secret,
  };
}

test("rotateKeys: secrets of another key → all readable with the first key alone, none left", async () => {
  const [customer, endpoint] = [await newSecretOfCustomer(), await newEndpoint()];
  use(fresh, old);
  const newer = await newSecretOfCustomer();
  const untouched = await totpOf(newer);
  const reported: unknown[] = [];
  const results = await rotateKeys(database(), (...progress) => reported.push(progress));
  expect(reported).toEqual(results.map(({ name }) => [name, 1, 1]));
  expect(
    results.map(({ reencrypted, left, unreadable }) => [reencrypted, left, unreadable]),
  ).toEqual([
    [1, 0, []],
    [1, 0, []],
    [1, 0, []],
  ]);
  use(fresh);
  expect(decrypt(await totpOf(customer), customer)).toBe("a secret of the app");
  expect(await totpOf(newer)).toBe(untouched);
  const { rows } = await sql(
    "select secret, previous_secret from webhook_endpoints where id = $1",
    [endpoint.id],
  );
  expect(decrypt(rows[0].secret, endpoint.id)).toBe(endpoint.secret);
  expect(decrypt(rows[0].previous_secret, endpoint.id)).toBe(endpoint.previous);
  expect((await rotateKeys(database())).map(({ reencrypted }) => reencrypted)).toEqual([0, 0, 0]);
});

test("rotateKeys: a secret that no key reads → named and unchanged, the others rotated", async () => {
  const lost = await newSecretOfCustomer();
  const before = await totpOf(lost);
  use(keyOf("third"));
  const other = await newSecretOfCustomer();
  use(fresh, keyOf("third"));
  const [people] = await rotateKeys(database());
  expect(people).toMatchObject({ reencrypted: 1, left: 1, unreadable: [lost] });
  expect(await totpOf(lost)).toBe(before);
  use(fresh);
  expect(decrypt(await totpOf(other), other)).toBe("a secret of the app");
});

test("rotateKeys: more rows than one batch → all rotated", async () => {
  const customer = await newSecretOfCustomer();
  await sql(
    `insert into customers (public_id, email, password_hash, totp_secret)
     select 'usr_many_' || n, 'many-' || n || '@propdesk.test', 'x', 'v1.00000000.x' from generate_series(1, 1100) n`,
  );
  use(fresh, old);
  const [people] = await rotateKeys(database());
  expect([people?.reencrypted, people?.left, people?.unreadable.length]).toEqual([1, 1_100, 1_100]);
  use(fresh);
  expect(decrypt(await totpOf(customer), customer)).toBe("a secret of the app");
  await sql("delete from customers where public_id like 'usr_many_%'");
});

test("npm run keys:rotate: rows are left → their number, exit code 1", async () => {
  await newSecretOfCustomer();
  const run = (keys: string) =>
    promisify(execFile)(process.execPath, [command], {
      env: { ...process.env, ENCRYPTION_KEYS: keys },
    }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }) => ({ code: code as number, stdout: stdout as string }),
    );
  const without = await run(fresh);
  expect(without.code).toBe(1);
  expect(without.stdout).toContain(
    "second factors of customers: 0 encrypted with the first key, 1 remaining",
  );
  expect(without.stdout).toContain("1 row remaining. Don't remove the other keys yet.");
  const both = await run(`${fresh},${old}`);
  expect(both.code).toBe(0);
  expect(both.stdout).toContain(
    "second factors of customers: 1 encrypted with the first key, 0 remaining",
  );
  expect(both.stdout).toContain("Done. Only the first key is needed.");
}, 60_000);
