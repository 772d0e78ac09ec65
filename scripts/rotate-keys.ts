import nextEnv from "@next/env";
import { closeConnections, database } from "@/lib/core/database";
import { rotateKeys } from "@/lib/server/rotate-keys";
import { runCommandWithSettings } from "./run-command";
import { createProgress } from "./soak/progress";

// Encrypts all stored secrets with the first of ENCRYPTION_KEYS: `npm run keys:rotate`. Exits with 1 while the other
// keys are still needed, with 2 if it can't read the secrets.
nextEnv.loadEnvConfig(process.cwd());
await runCommandWithSettings(async () => {
  const progress = createProgress(process.stderr);
  const results = await rotateKeys(database(), (name, done, total) =>
    progress.show(done / total, `${name}: ${done} of ${total}`),
  );
  progress.say("Checked all stored secrets.");
  for (const { name, reencrypted, left, unreadable } of results) {
    console.log(`${name}: ${reencrypted} encrypted with the first key, ${left} remaining`);
    for (const id of unreadable)
      console.log(`  no key in ENCRYPTION_KEYS can read the secret of ${id}`);
  }
  const left = results.reduce((sum, one) => sum + one.left, 0);
  console.log(
    left === 0
      ? "Done. Only the first key is needed."
      : `${left} ${left === 1 ? "row" : "rows"} remaining. Don't remove the other keys yet.`,
  );
  await closeConnections();
  return left === 0 ? 0 : 1;
});
