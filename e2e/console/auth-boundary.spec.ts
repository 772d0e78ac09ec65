import { readdirSync } from "node:fs";
import { signIn } from "../sign-in";
import { expect, test } from "../trader";
import { buyAccount } from "./fixtures";

// Pages and routes are read from the file tree, so that none is forgotten.
const walk = (folder: string, file: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => `/${path.slice(0, -file.length).replace(/\/$/, "")}`);

/** The path with parameters of existing rows, so that only the auth boundary can reject it. */
const pathOf = (path: string) =>
  path
    .replace("[list]/[id]", "apps/app_demo")
    .replace("[list]", "payments")
    .replace("tiers/[id]", "tiers/tier_25k")
    .replace("[name]", "PROP-DEMO-25K")
    .replace("legal/[kind]/compare", "legal/terms/compare?from=1&to=1")
    .replace("legal/[kind]", "legal/terms")
    .replaceAll(/\[[^\]]+\]/g, "1");

const pages = walk("app/admin", "page.tsx").map((path) =>
  pathOf(`/admin${path}`).replace(/\/$/, ""),
);
const routes = walk("app/api/admin", "route.ts").map((path) => pathOf(`/api/admin${path}`));
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

test("pages and routes of the console: anonymous → sign-in, and UNAUTHENTICATED", async ({
  request,
}) => {
  expect(pages.length).toBeGreaterThan(3);
  for (const page of pages) {
    const response = await request.get(page, { maxRedirects: 0 });
    expect([page, response.status()]).toEqual([page, 307]);
    expect(response.headers().location).toContain("/sign-in");
  }
  for (const path of routes) {
    for (const method of methods) {
      const response = await request.fetch(path, { method });
      expect([method, path, [401, 405].includes(response.status())]).toEqual([method, path, true]);
      expect((await response.json()).error.code).toMatch(/UNAUTHENTICATED|METHOD_NOT_ALLOWED/);
    }
  }
});

test("pages of the console: an admin → 200", async ({ page, browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  const { payment } = await buyAccount(context, baseURL ?? "");
  await context.close();
  await signIn(page.context(), "admin@propdesk.test", "demo-admin-2026");
  for (const path of pages.map((one) => one.replace("/payments/1/", `/payments/${payment}/`))) {
    const response = await page.context().request.get(path, { maxRedirects: 0 });
    expect([path, response.status()]).toEqual([path, 200]);
  }
});

test("pages and routes of the console: a trader → not found, and rejected", async ({
  page,
  trader: _,
  baseURL,
}) => {
  const { request } = page.context();
  for (const path of pages) {
    const response = await request.get(path, { maxRedirects: 0 });
    expect([path, response.status()]).toEqual([path, 404]);
  }
  for (const path of routes) {
    for (const method of methods) {
      const headers = { origin: baseURL ?? "" };
      const response = await request.fetch(path, { method, headers });
      expect([method, path, [403, 404, 405].includes(response.status())]).toEqual([
        method,
        path,
        true,
      ]);
    }
  }
});
