import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { propAccounts } from "@/db/schema";
import { database } from "@/lib/core/database";
import { sql } from "@/testing/database/sql";
import {
  ENTITY,
  newAccount,
  provision,
  rowOf,
  skipSettleTime,
  startVenue,
} from "@/testing/stand-ins/vanta";
import { type PendingCreation, pendingCreationOf, savePendingCreation } from "./pending-creation";

// The release before this one keeps a pending creation in `entity` and at the beginning of `provisioning_error`.
const gateway = await startVenue();
afterAll(() => gateway.close());
// Pending creations of other tests would come first.
beforeEach(() => sql("delete from prop_accounts"));

const RETRY_FROM = new Date("2026-11-30T10:20:30.456Z");
const NO_LIST = { status: 503, body: { error: "no list today" } };

/** Writes what the release before writes, in its own statements. */
const previousRelease = {
  savePendingCreation: (id: string, text: string) =>
    sql(
      "update prop_accounts set entity = $2, provisioning_error = $3 where id = $1 and subaccount_id is null",
      [id, ENTITY, text],
    ),
  clear: (id: string) =>
    sql(
      "update prop_accounts set entity = null, provisioning_error = null where id = $1 and subaccount_id is null",
      [id],
    ),
  recordFailure: (id: string, text: string) =>
    sql(
      "update prop_accounts set provisioning_attempts = provisioning_attempts + 1, provisioning_error = $2, provisioning_failed_at = null where id = $1",
      [id, text],
    ),
  claim: (id: string, subaccountId: number) =>
    sql(
      "update prop_accounts set entity = $2::text, subaccount_id = $3::int, subaccount_uuid = 'uuid', synthetic_hotkey = $2::text || '_' || $3::int, provisioning_error = null where id = $1 and subaccount_id is null",
      [id, ENTITY, subaccountId],
    ),
};

/** The pending creation that the release before reads in a row, by its own pattern. */
async function readByPreviousRelease(id: string): Promise<PendingCreation | null> {
  const { entity, subaccount_id, provisioning_error } = await rowOf(id);
  if (entity === null || subaccount_id !== null) return null;
  const [, newest, from] =
    /^Asked the venue when its newest subaccount was (-?\d+); to be asked again (?:from (\S+)|by a person only)\. /.exec(
      provisioning_error ?? "",
    ) ?? [];
  if (newest === undefined) throw new Error(`no pending creation in: ${provisioning_error}`);
  return { newestBefore: Number(newest), retryFrom: from ? new Date(from) : null };
}

async function pendingOf(id: string): Promise<PendingCreation | null> {
  const [row] = await database().select().from(propAccounts).where(eq(propAccounts.id, id));
  if (!row) throw new Error(`no account ${id}`);
  return pendingCreationOf(row);
}

const textOf = (newest: number, retry: string, problem = "No response yet.") =>
  `Asked the venue when its newest subaccount was ${newest}; to be asked again ${retry}. ${problem}`;
const LATER = textOf(7, `from ${RETRY_FROM.toISOString()}`);
const MANUAL = textOf(-1, "by a person only", "The gateway answered 503. busy");

describe("migration 0025: rows of the release before → their pending creations have columns:", () => {
  /** Writes rows while the schema is that of the release before, and applies the migration. */
  async function beforeMigration(write: () => Promise<unknown>): Promise<void> {
    await sql(
      "drop function read_pending_creation cascade; alter table prop_accounts drop column creation_newest_before, drop column creation_retry_from",
    );
    try {
      await write();
    } finally {
      const statements = readFileSync("db/migrations/0025_pending_creations.sql", "utf8");
      await sql(`begin; ${statements.replaceAll("--> statement-breakpoint", "")}; commit`);
    }
  }

  test.each([
    ["with a date", LATER, { newestBefore: 7, retryFrom: RETRY_FROM }],
    ["for manual review, after a problem", MANUAL, { newestBefore: -1, retryFrom: null }],
    ["with its text removed", null, { newestBefore: -1, retryFrom: null }],
    ["with a text of an operator's", "Ask Ada.", { newestBefore: -1, retryFrom: null }],
  ])("pending %s", async (_, text, expected) => {
    const [id, closed] = [await newAccount(), await newAccount()];
    await beforeMigration(async () => {
      await sql(
        "update prop_accounts set entity = $3, provisioning_error = $4 where id in ($1, $2)",
        [id, closed, ENTITY, text],
      );
      await sql(
        "update prop_accounts set closed_at = now(), closed_reason = 'refunded' where id = $1",
        [closed],
      );
    });
    expect(await pendingOf(id)).toEqual(expected);
    expect(await pendingOf(closed)).toEqual(expected);
    expect((await rowOf(id)).provisioning_error).toBe(text);
  });

  test("not requested, failed or recorded → none", async () => {
    const ids = [await newAccount(), await newAccount(), await newAccount()];
    const [, failed = "", recorded = ""] = ids;
    await beforeMigration(async () => {
      await sql("update prop_accounts set provisioning_error = $2 where id = $1", [failed, LATER]);
      await previousRelease.claim(recorded, 900);
    });
    for (const id of ids) expect(await pendingOf(id)).toBeNull();
  });
});

describe("the release before writes → this release reads:", () => {
  test("a request that was just stored", async () => {
    const id = await newAccount();
    await previousRelease.savePendingCreation(id, LATER);
    expect(await pendingOf(id)).toEqual({ newestBefore: 7, retryFrom: RETRY_FROM });
  });

  test("a creation that this release stored, and the other one changed", async () => {
    const id = await newAccount();
    const pending = { newestBefore: 7, retryFrom: RETRY_FROM };
    await savePendingCreation(database(), id, ENTITY, pending);
    await previousRelease.savePendingCreation(id, textOf(7, "by a person only"));
    expect(await pendingOf(id)).toEqual({ newestBefore: 7, retryFrom: null });
  });

  test("a failed try, which changes the problem alone", async () => {
    const id = await newAccount();
    const pending = { newestBefore: 7, retryFrom: RETRY_FROM };
    await savePendingCreation(database(), id, ENTITY, pending);
    const { provisioning_error: text } = await rowOf(id);
    await previousRelease.recordFailure(id, text.replace("No response yet.", "No list."));
    expect(await pendingOf(id)).toEqual(pending);
  });

  test.each(["clear", "claim"] as const)("an end by %s", async (end) => {
    const id = await newAccount();
    await savePendingCreation(database(), id, ENTITY, { newestBefore: 7, retryFrom: null });
    await previousRelease[end](id, 901);
    expect(await pendingOf(id)).toBeNull();
  });

  test("and a try of this release → finds what the other's request made, and requests nothing", async () => {
    const id = await newAccount({ accountSize: 88_000 });
    const newest = gateway.subaccounts.length - 1;
    await previousRelease.savePendingCreation(id, textOf(newest, "by a person only"));
    const created = gateway.create("crypto", 88_000);
    const requested = gateway.requests();
    expect(await provision(id)).toMatchObject({ subaccount_id: created.subaccount_id });
    expect(gateway.requests()).toBe(requested);
  });
});

describe("this release writes → the release before reads the same:", () => {
  test.each([
    ["with a date", { newestBefore: 7, retryFrom: RETRY_FROM }],
    ["for manual review, of an empty list", { newestBefore: -1, retryFrom: null }],
  ])("a pending creation %s", async (_, pending) => {
    const id = await newAccount();
    await savePendingCreation(database(), id, ENTITY, pending);
    expect(await readByPreviousRelease(id)).toEqual(pending);
  });

  test("failed tries", async () => {
    const id = await newAccount();
    gateway.onCreation({ creates: 0, reply: "none" });
    for (const list of [0, 1, 2]) {
      if (list > 0) gateway.onList(NO_LIST);
      expect((await provision(id)).provisioning_attempts).toBe(list + 1);
      const pending = await pendingOf(id);
      expect(pending?.retryFrom).toBeInstanceOf(Date);
      expect(await readByPreviousRelease(id)).toEqual(pending);
    }
    await skipSettleTime(id);
    gateway.onList(NO_LIST);
    await provision(id);
    expect(await readByPreviousRelease(id)).toEqual(await pendingOf(id));
  });

  test("a creation that was pending → none, once it is recorded", async () => {
    const id = await newAccount({ accountSize: 89_000 });
    gateway.onCreation({ reply: "none" });
    expect(await provision(id)).toMatchObject({ status: "active", provisioning_error: null });
    expect(await readByPreviousRelease(id)).toBeNull();
    expect(await pendingOf(id)).toBeNull();
  });
});

test("prop_accounts: a pending creation without its columns, or columns without one → rejected", async () => {
  const id = await newAccount();
  const reject = (change: string) =>
    expect(sql(`update prop_accounts set ${change} where id = $1`, [id])).rejects.toThrow(
      "prop_accounts_pending_creation",
    );
  await reject("creation_newest_before = 3");
  await reject("creation_retry_from = now()");
  await sql("alter table prop_accounts disable trigger read_pending_creation");
  await reject(`entity = '${ENTITY}'`);
  await sql("alter table prop_accounts enable trigger read_pending_creation");
});
