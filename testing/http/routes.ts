import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Handler } from "@/lib/http/observe";

const app = fileURLToPath(new URL("../../app/", import.meta.url));
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Every route file's pattern, such as `/api/v2/payments/[payment_id]`. */
export const readPatterns = () =>
  readdirSync(join(app, "api"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.tsx?$/.test(file))
    .map((file) => join("/api", dirname(file)))
    .sort();

/** What a route file exports. */
export async function exportsOf(pattern: string): Promise<Record<string, Handler>> {
  return import(join(app, pattern, "route.ts"));
}

/** A route's handler of a method. `key` is such as `GET /api/health`. */
export async function handlerOf(key: string): Promise<Handler> {
  const [method = "", pattern = ""] = key.split(" ");
  const handler = (await exportsOf(pattern))[method];
  if (!handler) throw new Error(`no ${key}`);
  return handler;
}

/** A value for each dynamic part of a pattern: the id of nothing. */
export function paramsOf(pattern: string): Record<string, string> {
  const names = [...pattern.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  return Object.fromEntries(names.map((name) => [name, `${name}_of_nothing`]));
}
