import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./testing/longest-first";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  test: {
    maxWorkers: 2,
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
          name: "product",
          include: ["{app,components,lib,db}/**/*.test.{ts,tsx}"],
          globalSetup: "testing/postgres.ts",
          setupFiles: "testing/setup.ts",
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
