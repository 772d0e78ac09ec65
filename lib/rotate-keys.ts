import { and, asc, gt, isNotNull, notLike, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers, webhookEndpoints } from "@/db/schema";
import { currentPrefix, decrypt, encrypt, UnreadableSecret } from "./secrets";

/** Everything that is encrypted with ENCRYPTION_KEYS: the column, and whose id is bound into the text. */
export const stores = [
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
type Store = (typeof stores)[number];

/** What became of one kind of secret. */
export interface Rotated {
  name: string;
  /** Rows that the first key encrypts from now on. */
  reencrypted: number;
  /** Rows that it doesn't encrypt: none of the keys can read them, or they were written meanwhile. */
  left: number;
  /** The ids of rows that none of the keys can read. */
  unreadable: string[];
}

const BATCH = 500;

/**
 * Encrypts every stored secret with the first of ENCRYPTION_KEYS that another one encrypted, a row at a time
 * and while servers run. Once nothing is left, the other keys can go. Repeating it is harmless.
 */
export async function rotateKeys(db: Database, tell: Tell = () => {}): Promise<Rotated[]> {
  const results: Rotated[] = [];
  for (const store of stores) results.push(await rotate(db, store, tell));
  return results;
}

/** Is told how many rows of how many of a kind were looked at, after each batch. */
type Tell = (name: string, done: number, total: number) => void;

const isOld = ({ secret, isInUse }: Store) =>
  and(isNotNull(secret), notLike(secret, `${currentPrefix()}%`), isInUse);

async function rotate(db: Database, store: Store, tell: Tell): Promise<Rotated> {
  const { name, table, owner, secret } = store;
  const unreadable: string[] = [];
  const total = await db.$count(table, isOld(store));
  let [reencrypted, done] = [0, 0];
  for (let last = ""; ; ) {
    const rows = await db
      .select({ id: owner, text: secret })
      .from(table)
      .where(and(isOld(store), gt(owner, last)))
      .orderBy(asc(owner))
      .limit(BATCH);
    for (const { id, text } of rows) {
      last = id;
      const fresh = text && reencrypt(text, id);
      if (!fresh) unreadable.push(id);
      // One that was changed meanwhile is counted as left, if it is.
      else reencrypted += await replace(db, store, { id, text, fresh });
    }
    done += rows.length;
    if (rows.length > 0) tell(name, done, total);
    if (rows.length < BATCH) break;
  }
  return { name, reencrypted, left: await db.$count(table, isOld(store)), unreadable };
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
  { id, text, fresh }: { id: string; text: string; fresh: string },
): Promise<number> {
  const { rowCount } = await db.execute(
    sql`update ${table} set ${sql.identifier(secret.name)} = ${fresh} where ${owner} = ${id} and ${secret} = ${text}`,
  );
  return rowCount ?? 0;
}
