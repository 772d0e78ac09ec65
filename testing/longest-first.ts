import { BaseSequencer, type TestSpecification } from "vitest/node";

// The longest first: one that began last would run on alone beside an idle processor. A clean clone
// has no record of how long each took. Those of one project stand together: a process serves one project.
const longest = [
  "lib/jobs/crash.test.ts",
  "sandbox/launch.test.ts",
  "scripts/soak/soak.test.ts",
  "sandbox/postgres/start.test.ts",
  "lib/console/million.test.ts",
  "lib/payments/permutations.test.ts",
  "lib/boot.test.ts",
  "lib/challenges/property.test.ts",
  "lib/challenges/crash-sweep.test.ts",
  "lib/prop-accounts/providers/vanta/crash.test.ts",
  "lib/challenges/crash.test.ts",
  "lib/prop-accounts/providers/vanta/lost-answers.test.ts",
  "lib/jobs/outage.test.ts",
  "db/backup/point-in-time.test.ts",
  "lib/jobs/worker.test.ts",
  "lib/webhooks/crash.test.ts",
  "lib/prop-accounts/providers/vanta/whose-turn.test.ts",
  "db/backup/dump.test.ts",
  "lib/jobs/shutdown.test.ts",
  "lib/jobs/database-faults.test.ts",
  "lib/wallet-holds/crash.test.ts",
];

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
