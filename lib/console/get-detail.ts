import { type Context, requireAdmin } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { readers } from "./details";
import type { DetailView, ListName } from "./schemas";

/** All that the console knows of one thing. For admins. Throws NOT_FOUND. */
export async function getDetail(ctx: Context, list: ListName, id: string): Promise<DetailView> {
  requireAdmin(ctx);
  // PostgreSQL has no text with U+0000, and answers one with an error.
  const found = id.includes("\0") ? null : await readers[list](ctx, id);
  if (!found) throw notFound("entry in this list");
  const none = { status: null, notice: null, evidence: [], steps: [], related: [], actions: [] };
  return { ...none, stripe_check: null, ...found, list, id };
}
