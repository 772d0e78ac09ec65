import { afterAll, beforeEach, expect, test } from "vitest";
import { documentedSql } from "@/testing/backup/documented";
import { sql } from "@/testing/callers";
import type { startGateway } from "@/testing/gateway";
import { ENTITY, newAccount, provision, rowOf, startVenue } from "@/testing/vanta";

const gateway: Awaited<ReturnType<typeof startGateway>> = await startVenue();
afterAll(() => gateway.close());

// An account that waited at the restored moment; what the venue made for it since is not in the database.
let id: string;
let made: { subaccount_id: number; subaccount_uuid: string };
let asked: number;
beforeEach(async () => {
  id = await newAccount();
  made = gateway.make("crypto", 25_000);
  asked = gateway.asked();
});

const record = () =>
  sql(
    documentedSql("The venue", {
      account: id,
      entity: ENTITY,
      subaccount: String(made.subaccount_id),
      uuid: made.subaccount_uuid,
    }),
  );

test("left to itself, it gets a second subaccount", async () => {
  const { status, subaccount_id } = await provision(id);
  expect([status, subaccount_id]).toEqual(["active", made.subaccount_id + 1]);
  expect(gateway.asked()).toBe(asked + 1);
});

test("recorded as the guide says, it is activated with the one that it has, and nothing is asked for", async () => {
  expect((await record()).rows).toEqual([{ id, status: "provisioning" }]);
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: made.subaccount_id,
    subaccount_uuid: made.subaccount_uuid,
    synthetic_hotkey: `${ENTITY}_${made.subaccount_id}`,
  });
  expect(gateway.asked()).toBe(asked);
});

test("one that has a subaccount keeps it, whatever is pasted", async () => {
  const before = await provision(id);
  expect((await record()).rowCount).toBe(0);
  expect(await rowOf(id)).toEqual(before);
});

test("one that had asked takes what was made since, whomever it was made for: hence the guide's warning", async () => {
  await sql("update prop_accounts set entity = $2, provisioning_error = $3 where id = $1", [
    id,
    ENTITY,
    `Asked the venue when its newest subaccount was ${made.subaccount_id - 1}; to be asked again by a person only. No answer yet.`,
  ]);
  expect((await provision(id)).subaccount_id).toBe(made.subaccount_id);
});
