import { and, isNotNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { database } from "./database";
import { log } from "./log";
import { stores } from "./rotate-keys";
import { decrypt, keyIds } from "./secrets";

/** Stored secrets that ENCRYPTION_KEYS can't read. */
export interface Unreadable {
  /** The id of the key that encrypted them, as `npm run keys:rotate` and errors name it. */
  key: string;
  /** What they are, such as `second factors of customers`. */
  name: string;
  rows: number;
  /** Whether the key isn't there at all; else one of them was tried, and its text was changed. */
  isKeyMissing: boolean;
}

/** What none of ENCRYPTION_KEYS can read: of each kind of secret and each key, one row is tried. */
export async function findUnreadable(db: Database): Promise<Unreadable[]> {
  const found: Unreadable[] = [];
  for (const { name, table, owner, secret, isInUse } of stores) {
    const key = sql<string>`split_part(${secret}, '.', 2)`;
    const first = <T>(column: T) => sql<string>`(array_agg(${column} order by ${owner}))[1]`;
    const used = await db
      .select({
        key,
        rows: sql<number>`count(*)::int`,
        owner: first(owner),
        text: first(secret),
      })
      .from(table)
      .where(and(isNotNull(secret), isInUse))
      .groupBy(key);
    for (const { key, rows, owner, text } of used) {
      const isKeyMissing = !keyIds().includes(key);
      if (isKeyMissing || !isReadable(text, owner)) found.push({ key, name, rows, isKeyMissing });
    }
  }
  return found;
}

function isReadable(text: string, owner: string): boolean {
  try {
    decrypt(text, owner);
    return true;
  } catch {
    return false;
  }
}

/**
 * Logs an error for each kind of stored secret that can't be read, at a process's start. It doesn't keep the process
 * from starting: purchases need none of them.
 */
export async function checkKeys(): Promise<void> {
  try {
    for (const { isKeyMissing, ...what } of await findUnreadable(database())) {
      log().error(
        what,
        isKeyMissing ? "encryption_keys.key_missing" : "encryption_keys.unreadable",
      );
    }
  } catch (error) {
    log().warn({ err: error }, "encryption_keys.not_checked");
  }
}
