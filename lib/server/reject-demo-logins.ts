import { setTimeout as sleep } from "node:timers/promises";
import { publicDemoLogins } from "@/lib/auth";
import { database, isClosing } from "@/lib/core/database";
import { isEmbedded } from "@/lib/core/env";
import { log } from "@/lib/core/log";

/** How long a start waits for the check. While the database is unavailable it goes on and retries the check. */
const MAX_WAIT_MS = 3_000;
const RETRY_MS = 2_000;

/**
 * Ends a production process whose database has demo logins with their public secrets, which the embedded stack creates:
 * anyone could sign in with them, also as an admin. While the database is unavailable it retries, without keeping the
 * process from starting.
 */
export async function rejectDemoLogins(): Promise<void> {
  if (isEmbedded()) return;
  await Promise.race([checkUntilDone(), sleep(MAX_WAIT_MS)]);
}

async function checkUntilDone(): Promise<void> {
  for (;;) {
    try {
      const logins = await publicDemoLogins(database());
      if (logins.length > 0) endProcess(logins);
      return;
    } catch (error) {
      if (isClosing()) return;
      log().warn({ err: error }, "demo_logins.not_checked");
      await sleep(RETRY_MS, undefined, { ref: false });
    }
  }
}

function endProcess(logins: string[]): never {
  console.error(
    `Propdesk can't start: the database has demo logins whose secrets are public: ${logins.join(", ")}. See README.md, "Go to production".`,
  );
  process.exit(1);
}
