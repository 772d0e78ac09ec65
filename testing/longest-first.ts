import { BaseSequencer, type TestSpecification } from "vitest/node";

// The longest first: one that began last would run on alone beside an idle processor. A clean clone
// has no record of how long each took.
const longest = [
  "lib/jobs/crash.test.ts",
  "sandbox/launch.test.ts",
  "lib/console/million.test.ts",
  "lib/payments/permutations.test.ts",
  "scripts/soak/soak.test.ts",
  "sandbox/postgres/start.test.ts",
  "lib/prop-accounts/providers/vanta/crash.test.ts",
  "lib/challenges/property.test.ts",
  "db/backup/point-in-time.test.ts",
  "lib/prop-accounts/providers/vanta/lost-answers.test.ts",
  "lib/challenges/crash-sweep.test.ts",
  "lib/challenges/crash.test.ts",
  "lib/jobs/outage.test.ts",
  "lib/jobs/worker.test.ts",
  "lib/boot.test.ts",
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
