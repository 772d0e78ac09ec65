import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { call, newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { handlerOf } from "@/testing/routes";
import { database } from "./database";
import { env } from "./env";
import { rotateKeys } from "./rotate-keys";
import { decrypt, encrypt } from "./secrets";

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
  const create = await handlerOf("POST /api/v2/webhook-endpoints");
  const rotate = await handlerOf("POST /api/v2/webhook-endpoints/[id]/rotate-secret");
  const made = await call(create, {
    method: "POST",
    headers: app.headers,
    body: { url: "https://hooks.firm.example/in", events: ["payment.succeeded"] },
  });
  const again = await call(rotate, {
    method: "POST",
    headers: app.headers,
    params: { id: made.body.id },
  });
  return { id: made.body.id as string, previous: made.body.secret, secret: again.body.secret };
}

test("rotateKeys: secrets of another key → all readable with the first alone, and nothing is left", async () => {
  const [person, endpoint] = [await newSecretOfCustomer(), await newEndpoint()];
  use(fresh, old);
  const newer = await newSecretOfCustomer();
  const untouched = await totpOf(newer);
  const told: unknown[] = [];
  const results = await rotateKeys(database(), (...progress) => told.push(progress));
  expect(told).toEqual(results.map(({ name }) => [name, 1, 1]));
  expect(
    results.map(({ reencrypted, left, unreadable }) => [reencrypted, left, unreadable]),
  ).toEqual([
    [1, 0, []],
    [1, 0, []],
    [1, 0, []],
  ]);
  use(fresh);
  expect(decrypt(await totpOf(person), person)).toBe("a secret of the app");
  expect(await totpOf(newer)).toBe(untouched);
  const { rows } = await sql(
    "select secret, previous_secret from webhook_endpoints where id = $1",
    [endpoint.id],
  );
  expect(decrypt(rows[0].secret, endpoint.id)).toBe(endpoint.secret);
  expect(decrypt(rows[0].previous_secret, endpoint.id)).toBe(endpoint.previous);
  expect((await rotateKeys(database())).map(({ reencrypted }) => reencrypted)).toEqual([0, 0, 0]);
});

test("rotateKeys: a secret that no key reads → named and left as it is, the others done", async () => {
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

test("rotateKeys: more rows than one batch → all of them", async () => {
  const person = await newSecretOfCustomer();
  await sql(
    `insert into customers (public_id, email, password_hash, totp_secret)
     select 'usr_many_' || n, 'many-' || n || '@propdesk.test', 'x', 'v1.00000000.x' from generate_series(1, 1100) n`,
  );
  use(fresh, old);
  const [people] = await rotateKeys(database());
  expect([people?.reencrypted, people?.left, people?.unreadable.length]).toEqual([1, 1_100, 1_100]);
  use(fresh);
  expect(decrypt(await totpOf(person), person)).toBe("a secret of the app");
  await sql("delete from customers where public_id like 'usr_many_%'");
});

test("npm run keys:rotate: says how many rows are left, and ends with 1 while there are any", async () => {
  await newSecretOfCustomer();
  const run = (keys: string) =>
    promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/rotate-keys.ts"], {
      env: { ...process.env, ENCRYPTION_KEYS: keys },
    }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }) => ({ code: code as number, stdout: stdout as string }),
    );
  const without = await run(fresh);
  expect(without.code).toBe(1);
  expect(without.stdout).toContain(
    "second factors of customers: 0 encrypted with the first key, 1 left",
  );
  expect(without.stdout).toContain("1 rows are left: keep the other keys.");
  const both = await run(`${fresh},${old}`);
  expect(both.code).toBe(0);
  expect(both.stdout).toContain(
    "second factors of customers: 1 encrypted with the first key, 0 left",
  );
  expect(both.stdout).toContain("Nothing is left");
}, 60_000);
