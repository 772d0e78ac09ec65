import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pagePattern } from "@/lib/http/page-patterns";
import { forgetProcess } from "@/testing/setup/forget-process";
import { release } from "./release";

// Beside the project, as a build is.
let folder: string;
beforeEach(async () => {
  forgetProcess();
  folder = await mkdtemp(".next-of-test-");
  process.env.NEXT_DIST_DIR = folder;
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  delete process.env.NEXT_DIST_DIR;
  delete process.env.RELEASE;
});

test("release: of a build → its id, which is the commit", async () => {
  await writeFile(join(folder, "BUILD_ID"), "3f2c91d04b7e");
  expect(release()).toBe("3f2c91d04b7e");
});

test("release: RELEASE is set → that, whatever was built", async () => {
  await writeFile(join(folder, "BUILD_ID"), "3f2c91d04b7e");
  process.env.RELEASE = "2026.11.30-1";
  expect(release()).toBe("2026.11.30-1");
});

test("release: neither → development", async () => {
  expect(release()).toBe("development");
});

test("next.config.mjs: the build's id → RELEASE, else the commit", async () => {
  const file = new URL("../../next.config.mjs", import.meta.url).href;
  const { default: config } = await import(/* @vite-ignore */ file);
  // Null where the code is no checkout.
  expect(config.generateBuildId() ?? "0123456789ab").toMatch(/^[0-9a-f]{12}$/);
  process.env.RELEASE = "2026.11.30-1";
  expect(config.generateBuildId()).toBe("2026.11.30-1");
});

test("pagePattern: an address → the build's page, the first that fits; others → unknown", async () => {
  const staticRoutes = [{ page: "/", regex: "^/(?:/)?$" }];
  const dynamicRoutes = [{ page: "/checkout/[tierId]", regex: "^/checkout/([^/]+?)(?:/)?$" }];
  await writeFile(
    join(folder, "routes-manifest.json"),
    JSON.stringify({ version: 3, staticRoutes, dynamicRoutes }),
  );
  expect(["/", "/checkout/tier_25k", "/checkout/a/b", "/x"].map(pagePattern)).toEqual([
    "/",
    "/checkout/[tierId]",
    "unknown",
    "unknown",
  ]);
});
