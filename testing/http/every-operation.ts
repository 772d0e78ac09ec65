import { expect } from "vitest";
import type { TagName } from "@/lib/openapi/schemas";
import { api } from "./api";
import { as } from "./client";
import { filledPath } from "./surfaces";

/** Calls every operation of the given tags that needs credentials, without any. */
export async function callWithoutCredentials(tags: TagName[]): Promise<void> {
  for (const operation of api().operations) {
    const { id, method, tag, surface, body } = operation;
    if (!tags.includes(tag) || ["public", "nextauth"].includes(surface)) continue;
    const { status } = await as({ headers: {} }).request(method, filledPath(operation), {
      ...(body && { body }),
    });
    // What only our own pages call is rejected for its missing origin.
    expect([id, status]).toEqual([id, surface === "own-pages" ? 403 : 401]);
  }
}
