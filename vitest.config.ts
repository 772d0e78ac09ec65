import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./testing/longest-first";

const root = fileURLToPath(new URL(".", import.meta.url));

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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias: { "@": root } },
        test: {
          // They ask nobody and keep nothing: no database, and one process for all of them.
          name: "components",
          include: ["components/**/*.test.{ts,tsx}"],
          setupFiles: "testing/setup-pages.ts",
          isolate: false,
        },
      },
      {
        resolve: { alias: { "@": root } },
        test: {
          name: "product",
          include: ["{app,lib,db}/**/*.test.ts"],
          globalSetup: "testing/postgres.ts",
          // One file already: Node.js loads it by itself.
          server: { deps: { external: [/\/\.bundled-\d+\.mjs$/] } },
          setupFiles: "testing/setup.ts",
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
