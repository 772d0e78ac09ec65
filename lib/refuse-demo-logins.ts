import { setTimeout as sleep } from "node:timers/promises";
import { publicDemoLogins } from "./auth";
import { database } from "./database";
import { isEmbedded } from "./env";
import { log } from "./log";

/** How long a start waits for the database to say it: without one it goes on, and looks again. */
const PATIENCE_MS = 3_000;
const AGAIN_MS = 2_000;

/**
 * Ends a production process whose database has demo logins with their public secrets, which the embedded
 * stack makes: whoever has read the source could sign in, as an admin too. Where the database is unavailable
 * it goes on looking, and doesn't keep the process from starting.
 */
export async function refuseDemoLogins(): Promise<void> {
  if (isEmbedded()) return;
  await Promise.race([lookUntilKnown(), sleep(PATIENCE_MS)]);
}

async function lookUntilKnown(): Promise<void> {
  for (;;) {
    try {
      const found = await publicDemoLogins(database());
      if (found.length > 0) endProcess(found);
      return;
    } catch (error) {
      log().warn({ err: error }, "demo_logins.not_checked");
      await sleep(AGAIN_MS, undefined, { ref: false });
    }
  }
}

function endProcess(found: string[]): never {
  console.error(
    `Propdesk can't start: the database has demo logins whose secrets are public: ${found.join(", ")}. See README.md, "Go to production".`,
  );
  process.exit(1);
}
