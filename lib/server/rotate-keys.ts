import { and, asc, gt, isNotNull, notLike, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers, webhookEndpoints } from "@/db/schema";
import { currentPrefix, decrypt, encrypt, UnreadableSecret } from "@/lib/core/secrets";

/** All columns with texts that ENCRYPTION_KEYS encrypted. `owner` is the column whose id is bound into the text. */
export const encryptedColumns = [
  {
    name: "second factors of customers",
    table: customers,
    owner: customers.publicId,
    secret: customers.totpSecret,
    isInUse: undefined,
  },
  {
    name: "secrets of webhook endpoints",
    table: webhookEndpoints,
    owner: webhookEndpoints.id,
    secret: webhookEndpoints.secret,
    isInUse: undefined,
  },
  {
    name: "secrets of webhook endpoints before a rotation",
    table: webhookEndpoints,
    owner: webhookEndpoints.id,
    secret: webhookEndpoints.previousSecret,
    isInUse: gt(webhookEndpoints.previousSecretUntil, sql`now()`),
  },
];
type Store = (typeof encryptedColumns)[number];

/** The result for one kind of secret. */
export interface RotationResult {
  name: string;
  /** Rows that were encrypted with the first key. */
  reencrypted: number;
  /** Rows that aren't: no key can decrypt them, or they were written concurrently. */
  left: number;
  /** The ids of rows that no key can decrypt. */
  unreadable: string[];
}

const BATCH = 500;

/**
 * Encrypts every stored secret of another key with the first of ENCRYPTION_KEYS, one row at a time. Servers can go on
 * running. Once no row is left, the other keys can be removed. A repetition does no harm.
 */
export async function rotateKeys(
  db: Database,
  reportProgress: ReportProgress = () => {},
): Promise<RotationResult[]> {
  const results: RotationResult[] = [];
  for (const store of encryptedColumns) results.push(await rotate(db, store, reportProgress));
  return results;
}

/** Called after each batch: how many of a kind's rows were processed. */
type ReportProgress = (name: string, done: number, total: number) => void;

const needsRotation = ({ secret, isInUse }: Store) =>
  and(isNotNull(secret), notLike(secret, `${currentPrefix()}%`), isInUse);

async function rotate(
  db: Database,
  store: Store,
  reportProgress: ReportProgress,
): Promise<RotationResult> {
  const { name, table, owner, secret } = store;
  const unreadable: string[] = [];
  const total = await db.$count(table, needsRotation(store));
  let [reencrypted, done] = [0, 0];
  for (let last = ""; ; ) {
    const rows = await db
      .select({ id: owner, text: secret })
      .from(table)
      .where(and(needsRotation(store), gt(owner, last)))
      .orderBy(asc(owner))
      .limit(BATCH);
    for (const { id, text } of rows) {
      last = id;
      const reencryptedText = text && reencrypt(text, id);
      if (!reencryptedText) unreadable.push(id);
      // A row that was changed concurrently is counted as left, if it still needs rotation.
      else reencrypted += await replace(db, store, { id, text, reencryptedText });
    }
    done += rows.length;
    if (rows.length > 0) reportProgress(name, done, total);
    if (rows.length < BATCH) break;
  }
  return { name, reencrypted, left: await db.$count(table, needsRotation(store)), unreadable };
}

function reencrypt(text: string, owner: string): string | null {
  try {
    return encrypt(decrypt(text, owner), owner);
  } catch (error) {
    if (error instanceof UnreadableSecret) return null;
    throw error;
  }
}

async function replace(
  db: Database,
  { table, owner, secret }: Store,
  { id, text, reencryptedText }: { id: string; text: string; reencryptedText: string },
): Promise<number> {
  const { rowCount } = await db.execute(
    sql`update ${table} set ${sql.identifier(secret.name)} = ${reencryptedText} where ${owner} = ${id} and ${secret} = ${text}`,
  );
  return rowCount ?? 0;
}
