import { afterAll, beforeEach, expect, test } from "vitest";
import { documentedSql } from "@/testing/database/backup/documented";
import { sql } from "@/testing/database/sql";
import { ENTITY, newAccount, provision, rowOf, startVenue } from "@/testing/stand-ins/vanta";
import type { startGateway } from "@/testing/stand-ins/vanta-gateway";

const gateway: Awaited<ReturnType<typeof startGateway>> = await startVenue();
afterAll(() => gateway.close());

// An account that waited at the restored moment; what the venue created for it since is not in the database.
let id: string;
let created: { subaccount_id: number; subaccount_uuid: string };
let requests: number;
beforeEach(async () => {
  id = await newAccount();
  created = gateway.create("crypto", 25_000);
  requests = gateway.requests();
});

const record = () =>
  sql(
    documentedSql("The venue", {
      account: id,
      entity: ENTITY,
      subaccount: String(created.subaccount_id),
      uuid: created.subaccount_uuid,
    }),
  );

test("restored account without its subaccount, no action → a second subaccount", async () => {
  const { status, subaccount_id } = await provision(id);
  expect([status, subaccount_id]).toEqual(["active", created.subaccount_id + 1]);
  expect(gateway.requests()).toBe(requests + 1);
});

test("the subaccount recorded by the guide's SQL → activated with it, no request to the venue", async () => {
  expect((await record()).rows).toEqual([{ id, status: "provisioning" }]);
  expect(await provision(id)).toMatchObject({
    status: "active",
    subaccount_id: created.subaccount_id,
    subaccount_uuid: created.subaccount_uuid,
    synthetic_hotkey: `${ENTITY}_${created.subaccount_id}`,
  });
  expect(gateway.requests()).toBe(requests);
});

test("the guide's SQL for an account with a subaccount → unchanged", async () => {
  const before = await provision(id);
  expect((await record()).rowCount).toBe(0);
  expect(await rowOf(id)).toEqual(before);
});

test("an account with a pending creation → takes a subaccount created since, even another's: see the guide's warning", async () => {
  await sql("update prop_accounts set entity = $2, creation_newest_before = $3 where id = $1", [
    id,
    ENTITY,
    created.subaccount_id - 1,
  ]);
  expect((await provision(id)).subaccount_id).toBe(created.subaccount_id);
});
