import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// A long file that begins last would run on beside an idle processor. A clean clone has no record of how long each took.
// Files of one project are next to each other, since a process serves one project.
const longest = [
  "lib/console/million.test.ts",
  "scripts/stack/launch.test.ts",
  "scripts/soak/soak.test.ts",
  "sandbox/postgres/start.test.ts",
  "lib/worker/crash.test.ts",
  "lib/payments/program/crash.test.ts",
  "lib/venues/vanta/crash.test.ts",
  "lib/actions/refund-to-card-crash.test.ts",
  "lib/payments/facts/permutations.test.ts",
  "lib/purchases/saga/crash.test.ts",
  "lib/server/boot.test.ts",
  "lib/worker/outage.test.ts",
  "db/backup/point-in-time.test.ts",
  "lib/venues/vanta/require-turn.test.ts",
  "lib/webhooks/worker-slots.test.ts",
  "lib/purchases/saga/property.test.ts",
  "lib/emails/templates/refunds-and-adjustments.test.ts",
  "lib/venues/vanta/lost-responses.test.ts",
  "lib/worker/database-faults.test.ts",
  "lib/core/log-story.test.ts",
  "lib/http/anonymous-requests.test.ts",
  "lib/purchases/saga/faults-unknown.test.ts",
  "lib/openapi/contract-pages.test.ts",
  "lib/purchases/saga/crash-sweep.test.ts",
  "lib/purchases/saga/faults-database.test.ts",
  "lib/http/rate-limit-sign-in.test.ts",
  "lib/worker/shutdown.test.ts",
  "db/backup/dump.test.ts",
  "lib/worker/worker.test.ts",
  "lib/webhooks/crash.test.ts",
  "lib/wallet-holds/crash.test.ts",
];

const root = fileURLToPath(new URL("../..", import.meta.url));
const missing = longest.filter((file) => !existsSync(`${root}${file}`));
if (missing.length > 0) throw new Error(`longest-first.ts names missing files: ${missing}`);

/** Starts the tests that take longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
