import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { database } from "./database";
import { log } from "./log";
import { stores } from "./rotate-keys";
import { decrypt, keyIds } from "./secrets";

/** How long a start waits for a database that is away, before it looks again. */
const AGAIN_MS = 10_000;

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
    const used = await db
      .select({ key, rows: sql<number>`count(*)::int`, first: sql<string>`min(${owner})` })
      .from(table)
      .where(and(isNotNull(secret), isInUse))
      .groupBy(key);
    for (const { key, rows, first } of used) {
      const isKeyMissing = !keyIds().includes(key);
      const [row] = await db.select({ text: secret }).from(table).where(eq(owner, first));
      const isReadable = !isKeyMissing && canRead(row?.text, first);
      if (!isReadable) found.push({ key, name, rows, isKeyMissing });
    }
  }
  return found;
}

/** One that is gone by now needs no key. */
function canRead(text: string | null | undefined, owner: string): boolean {
  try {
    if (text) decrypt(text, owner);
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
  for (;;) {
    try {
      for (const { isKeyMissing, ...what } of await findUnreadable(database())) {
        const message = isKeyMissing ? "encryption_keys.key_missing" : "encryption_keys.unreadable";
        log().error(what, message);
      }
      return;
    } catch (error) {
      log().warn({ err: error }, "encryption_keys.not_checked");
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  }
}
