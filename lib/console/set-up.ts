import { sql } from "drizzle-orm";
import { type Context, requireAdmin } from "@/lib/core/context";
import { env, isEmbedded } from "@/lib/core/env";
import { tradingServer, withTimeout } from "@/lib/trading";
import type { SetUpStep } from "./schemas";

interface Found extends Record<string, unknown> {
  sale: boolean;
  events: boolean;
  app: boolean;
  notes: boolean;
}

/**
 * The steps of setting up a firm before it sells, in order, and which of them are done. Null once all
 * required steps are done. A second factor for admins is no step: no admin gets here without one.
 * For admins. Throws UNAVAILABLE while the trading server doesn't respond.
 */
export async function readSetUp(ctx: Context): Promise<SetUpStep[] | null> {
  requireAdmin(ctx);
  const { SMTP_URL, STRIPE_API_BASE, FIRM_ADDRESS } = env();
  const { rows } = await ctx.db.execute<Found>(sql`select
    exists (select from tiers join tier_markets on tier_id = id where archived_at is null)
      or exists (select from programs where status = 0) as sale,
    exists (select from stripe_events) as events,
    exists (select from api_apps where disabled_at is null) as app,
    exists (
      select from (select distinct on (kind) markdown from legal_documents order by kind, version desc) current
      where markdown like '%<!-- Adapt:%') as notes`);
  const [found] = rows;
  const steps: SetUpStep[] = [
    { name: "wallet_group", done: await hasWalletGroup(ctx) },
    { name: "something_on_sale", done: found?.sale === true },
    // The embedded stack has a Stripe sandbox that sends events, and stores emails.
    { name: "stripe_events", done: STRIPE_API_BASE !== undefined || found?.events === true },
    { name: "email", done: isEmbedded() || SMTP_URL !== undefined },
    { name: "legal_documents", done: found?.notes === false, optional: true },
    { name: "receipts", done: FIRM_ADDRESS.length > 0, optional: true },
    { name: "partner_app", done: found?.app === true, optional: true },
  ];
  return steps.some(({ done, optional }) => !done && !optional) ? steps : null;
}

/** Whether new customers can get their wallet. A trading server that lists no groups counts as set up. */
async function hasWalletGroup(ctx: Context): Promise<boolean> {
  const groups = await withTimeout(() => tradingServer(ctx.db).listGroups());
  return groups?.some(({ name, archived }) => name === env().WALLET_GROUP && !archived) ?? true;
}
