import { readdirSync } from "node:fs";
import { signIn } from "../sign-in";
import { expect, test } from "../trader";

// The tree itself says what there is, so that no page and no route can be forgotten.
const walk = (folder: string, file: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => `/${path.slice(0, -file.length).replace(/\/$/, "")}`);

/** An address of something that is there, so that it is the gate that keeps others out. */
const address = (path: string) =>
  path
    .replace("[list]/[id]", "apps/app_demo")
    .replace("[list]", "payments")
    .replace("tiers/[id]", "tiers/tier_25k")
    .replace("[name]", "PROP-DEMO-25K")
    .replaceAll(/\[[^\]]+\]/g, "1");

const pages = walk("app/admin", "page.tsx").map((path) =>
  address(`/admin${path}`).replace(/\/$/, ""),
);
const routes = walk("app/api/admin", "route.ts").map((path) => address(`/api/admin${path}`));
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

test("somebody unknown is sent to sign in by each page of the console, and refused by each route", async ({
  request,
}) => {
  expect(pages.length).toBeGreaterThan(3);
  for (const page of pages) {
    const answer = await request.get(page, { maxRedirects: 0 });
    expect([page, answer.status()]).toEqual([page, 307]);
    expect(answer.headers().location).toContain("/sign-in");
  }
  for (const path of routes) {
    for (const method of methods) {
      const answer = await request.fetch(path, { method });
      expect([method, path, [401, 405].includes(answer.status())]).toEqual([method, path, true]);
      expect((await answer.json()).error.code).toMatch(/UNAUTHENTICATED|METHOD_NOT_ALLOWED/);
    }
  }
});

test("an admin finds each of these pages", async ({ page }) => {
  await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
  for (const path of pages) {
    const answer = await page.context().request.get(path, { maxRedirects: 0 });
    expect([path, answer.status()]).toEqual([path, 200]);
  }
});

test("a trader finds no page of the console, and is refused by each route", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const { request } = page.context();
  for (const path of pages) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect([path, answer.status()]).toEqual([path, 404]);
  }
  for (const path of routes) {
    for (const method of methods) {
      const headers = { origin: baseURL ?? "" };
      const answer = await request.fetch(path, { method, headers });
      expect([method, path, [403, 404, 405].includes(answer.status())]).toEqual([
        method,
        path,
        true,
      ]);
    }
  }
});
