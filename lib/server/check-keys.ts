import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { database, isClosing } from "@/lib/core/database";
import { log } from "@/lib/core/log";
import { decrypt, keyIds } from "@/lib/core/secrets";
import { encryptedColumns } from "./rotate-keys";

/** How long a start waits before it tries again while the database is unavailable. */
const RETRY_MS = 10_000;

/** Stored secrets that ENCRYPTION_KEYS can't read. */
export interface UnreadableSecrets {
  /** The id of the key that encrypted them, as `npm run keys:rotate` and errors name it. */
  key: string;
  /** What they are, such as `second factors of customers`. */
  name: string;
  rows: number;
  /** True if ENCRYPTION_KEYS lacks the key; false if it has the key, and the stored text was changed. */
  isKeyMissing: boolean;
}

/** The stored secrets that ENCRYPTION_KEYS can't decrypt. Tries one row of each kind of secret and each key. */
export async function findUnreadableSecrets(db: Database): Promise<UnreadableSecrets[]> {
  const unreadable: UnreadableSecrets[] = [];
  for (const { name, table, owner, secret, isInUse } of encryptedColumns) {
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
      if (!isReadable) unreadable.push({ key, name, rows, isKeyMissing });
    }
  }
  return unreadable;
}

/** Whether a text can be decrypted. A row that was deleted concurrently needs no key. */
function canRead(text: string | null | undefined, owner: string): boolean {
  try {
    if (text) decrypt(text, owner);
    return true;
  } catch {
    return false;
  }
}

/**
 * Logs an error for each kind of stored secret that can't be decrypted, at a process's start. Doesn't keep the process
 * from starting: purchases need no secret.
 */
export async function checkKeys(): Promise<void> {
  for (;;) {
    try {
      for (const { isKeyMissing, ...details } of await findUnreadableSecrets(database())) {
        const message = isKeyMissing ? "encryption_keys.key_missing" : "encryption_keys.unreadable";
        log().error(details, message);
      }
      return;
    } catch (error) {
      if (isClosing()) return;
      log().warn({ err: error }, "encryption_keys.not_checked");
      await sleep(RETRY_MS, undefined, { ref: false });
    }
  }
}
