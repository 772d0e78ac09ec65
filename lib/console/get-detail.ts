import { type Context, requireAdmin } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { readers } from "./details";
import type { DetailView, ListName } from "./schemas";

/** The console's details of one record. For admins. Throws NOT_FOUND. */
export async function getDetail(ctx: Context, list: ListName, id: string): Promise<DetailView> {
  requireAdmin(ctx);
  // PostgreSQL rejects text that contains U+0000.
  const found = id.includes("\0") ? null : await readers[list](ctx, id);
  if (!found) throw notFound("entry");
  const none = { status: null, notice: null, stripe_check: null, payment: null, customer: null };
  const empty = { disputes: [], evidence: [], steps: [], related: [], actions: [] };
  return { ...none, ...empty, ...found, list, id };
}
