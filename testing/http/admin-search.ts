import { expect } from "vitest";
import type { FindResult, RecordKind } from "@/lib/console/schemas";
import type { Admin } from "../actors/admin";
import { as } from "./client";

/** The console's search as an admin uses it; each search is expected to succeed. */
export function searchAs(admin: Admin) {
  async function find(q: string): Promise<FindResult["groups"]> {
    const { status, body } = await as(admin).get("/api/admin/search", { query: { q } });
    expect(status).toBe(200);
    return body.groups;
  }
  /** The ids found, by kind. */
  const idsOf = async (q: string): Promise<Partial<Record<RecordKind, string[]>>> =>
    Object.fromEntries(
      (await find(q)).map(({ kind, records }) => [kind, records.map(({ id }) => id)]),
    );
  return { find, idsOf };
}
