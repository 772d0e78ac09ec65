import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sample } from "@/components/docs/webhooks/guide";

const files = [
  ["TypeScript", "webhook-receiver.ts"],
  ["Python", "webhook_receiver.py"],
  ["Go", "webhook_receiver.go"],
] as const;

/** The guide's samples: the files that are served, and of which a test runs the first. */
export const readSamples = (): Promise<Sample[]> =>
  Promise.all(
    files.map(async ([language, name]) => ({
      language,
      href: `/samples/${name}`,
      code: await readFile(
        join(/* turbopackIgnore: true */ process.cwd(), "public/samples", name),
        "utf8",
      ),
    })),
  );
