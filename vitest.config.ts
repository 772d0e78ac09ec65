import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./testing/setup/longest-first.ts";
import { mdx } from "./testing/setup/mdx.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

const inOrder = { setupFiles: "list" } as const;

/** Of tests of the product: a PostgreSQL for all, and of each file's own a database and a Stripe sandbox. */
const product = {
  globalSetup: ["testing/setup/scratch.ts", "testing/setup/postgres.ts"],
  // One file already: Node.js loads it by itself.
  server: { deps: { external: [/\/\.bundled-\d+\.mjs$/] } },
  setupFiles: ["testing/setup/fresh.ts", "testing/setup/setup.ts", "testing/setup/failure-log.ts"],
  sequence: inOrder,
  isolate: false,
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  test: {
    // They wait for each other more than they compute.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias: { "@": root } },
        test: {
          name: "sandbox",
          include: ["{sandbox,scripts}/**/*.test.ts"],
          globalSetup: "testing/setup/scratch.ts",
          // A process runs many files: most of a file's time was to load the same packages again.
          setupFiles: "testing/setup/fresh.ts",
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias: { "@": root } },
        plugins: [mdx()],
        test: {
          // They ask nobody and keep nothing: no database, and one process for all of them.
          name: "components",
          include: ["components/**/*.test.{ts,tsx}", "lib/rules/**/*.test.ts", "bench/*.test.ts"],
          setupFiles: "testing/setup/pages.ts",
          isolate: false,
        },
      },
      {
        resolve: { alias: { "@": root } },
        plugins: [mdx()],
        test: {
          ...product,
          name: "product",
          include: ["{app,lib,db,bench/load}/**/*.test.ts"],
          exclude: ["lib/rules/**"],
        },
      },
    ],
  },
});
