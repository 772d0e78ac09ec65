import { asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Database, Executor, Transaction } from "@/db/client";
import { accountGroups } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type {
  AccountGroup,
  AccountMode,
  Alongside,
  ChangedGroup,
  GroupChange,
  GroupRecord,
  GroupTerms,
  Rejection,
} from "../port";

/** A stored mode, which a CHECK limits to these two. */
export const modeOf = (stored: number): AccountMode => (stored === 1 ? 1 : 0);

type Row = typeof accountGroups.$inferSelect;

function groupOf(row: Row): AccountGroup {
  const { name, brand, currency, leverage, defaultDepositCents, version } = row;
  const terms = { name, brand, mode: modeOf(row.accountMode), currency, leverage };
  return { ...terms, defaultDepositCents, archived: row.archivedAt !== null, version };
}

export async function getGroups(db: Executor, names: string[]): Promise<AccountGroup[]> {
  const rows = await db.select().from(accountGroups).where(inArray(accountGroups.name, names));
  return rows.map(groupOf);
}

/** The groups with these names, locked until this transaction ends. */
export async function lockGroups(tx: Transaction, names: string[]): Promise<AccountGroup[]> {
  const rows = await tx
    .select()
    .from(accountGroups)
    .where(inArray(accountGroups.name, names))
    .orderBy(asc(accountGroups.name))
    .for("share");
  return rows.map(groupOf);
}

const inUse = sql<boolean>`exists (select from trading_accounts where group_name = ${accountGroups.name})`;
const records = (db: Executor) =>
  db.select({ ...getTableColumns(accountGroups), inUse }).from(accountGroups);
const recordOf = ({ inUse: used, ...row }: Row & { inUse: boolean }): GroupRecord => ({
  ...groupOf(row),
  inUse: used,
});

export async function listGroups(db: Executor): Promise<GroupRecord[]> {
  const rows = await records(db).orderBy(asc(accountGroups.name));
  return rows.map(recordOf);
}

const reject = (code: Rejection["code"], message: string): Rejection => ({
  status: "rejected",
  code,
  message,
});

/** Creates a group, or changes it for the accounts that are opened from now on. */
export const saveGroup = (
  db: Database,
  { terms, version }: GroupChange,
  alongside: Alongside,
): Promise<ChangedGroup> =>
  inTransaction(db, async (tx) => {
    const { mode, ...columns } = terms;
    const values = { ...columns, accountMode: mode };
    if (version === null) {
      const inserted = await tx
        .insert(accountGroups)
        .values(values)
        .onConflictDoNothing()
        .returning({ name: accountGroups.name });
      return inserted.length > 0
        ? finish(tx, terms.name, null, alongside)
        : reject("GROUP_EXISTS", `The group ${terms.name} already exists.`);
    }
    const before = await lock(tx, terms.name, version);
    if ("status" in before) return before;
    if (before.inUse && !hasSameIdentity(before, terms)) {
      return reject("GROUP_IN_USE", "Accounts already use this group, so this can't be changed.");
    }
    return change(tx, values, before, alongside);
  });

/** The terms that accounts of a group show, or reference by a foreign key. */
const hasSameIdentity = (before: GroupRecord, { brand, mode, currency }: GroupTerms) =>
  before.brand === brand && before.mode === mode && before.currency === currency;

/** Archives a group, or restores it. */
export const archiveGroup = (
  db: Database,
  { name, version, archived }: { name: string; version: number; archived: boolean },
  alongside: Alongside,
): Promise<ChangedGroup> =>
  inTransaction(db, async (tx) => {
    const before = await lock(tx, name, version);
    if ("status" in before) return before;
    if (before.archived === archived) return { status: "accepted", group: before };
    return change(tx, { archivedAt: archived ? new Date() : null }, before, alongside);
  });

/** The group with its row locked, if it has the version that the caller read. */
async function lock(
  tx: Transaction,
  name: string,
  version: number,
): Promise<GroupRecord | Rejection> {
  const [row] = await records(tx).where(eq(accountGroups.name, name)).for("update");
  if (!row) return reject("GROUP_UNKNOWN", `Account group ${name} not found.`);
  if (row.version !== version)
    return reject("GROUP_CHANGED", "The group was changed by another request.");
  return recordOf(row);
}

async function change(
  tx: Transaction,
  values: Partial<typeof accountGroups.$inferInsert>,
  before: GroupRecord,
  alongside: Alongside,
): Promise<ChangedGroup> {
  await tx
    .update(accountGroups)
    .set({ ...values, version: before.version + 1 })
    .where(eq(accountGroups.name, before.name));
  return finish(tx, before.name, before, alongside);
}

async function finish(
  tx: Transaction,
  name: string,
  before: GroupRecord | null,
  alongside: Alongside,
): Promise<ChangedGroup> {
  const [row] = await records(tx).where(eq(accountGroups.name, name));
  if (!row) throw new Error(`the group ${name} is gone`);
  const after = recordOf(row);
  await alongside(tx, { before, after });
  return { status: "accepted", group: after };
}
