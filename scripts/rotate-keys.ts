import nextEnv from "@next/env";
import { closeConnections, database } from "@/lib/database";
import { env } from "@/lib/env";
import { rotateKeys } from "@/lib/rotate-keys";
import { createProgress } from "./soak/progress";

// Encrypts what is stored with the first of ENCRYPTION_KEYS: `npm run keys:rotate`. Ends with 1 while the other
// keys are still needed.
nextEnv.loadEnvConfig(process.cwd());
try {
  env();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
const progress = createProgress(process.stderr);
const results = await rotateKeys(database(), (name, done, total) =>
  progress.show(done / total, `${name}: ${done} of ${total}`),
);
progress.say("Every stored secret was looked at.");
for (const { name, reencrypted, left, unreadable } of results) {
  console.log(`${name}: ${reencrypted} encrypted with the first key, ${left} left`);
  for (const id of unreadable)
    console.log(`  none of ENCRYPTION_KEYS can read the secret of ${id}`);
}
const left = results.reduce((sum, one) => sum + one.left, 0);
console.log(
  left === 0
    ? "Nothing is left: the first key is the only one that is needed."
    : `${left} rows are left: keep the other keys.`,
);
await closeConnections();
process.exit(left === 0 ? 0 : 1);
