import { type Context, requireAdmin } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { type TradingServer, tradingServer, withTimeout } from "@/lib/trading";
import { presentGroup } from "./group-changes";
import type { GroupView } from "./schemas";

/** Every account group, archived ones too; null where the trading server manages its own. For admins. */
export async function listGroups(
  ctx: Context,
  server: TradingServer = tradingServer(ctx.db),
): Promise<GroupView[] | null> {
  requireAdmin(ctx);
  const groups = await withTimeout(() => server.listGroups());
  return groups ? groups.map(presentGroup) : null;
}

/** One account group. For admins. Throws NOT_FOUND. */
export async function getGroup(
  ctx: Context,
  name: string,
  server?: TradingServer,
): Promise<GroupView> {
  const found = (await listGroups(ctx, server))?.find((group) => group.name === name);
  if (!found) throw notFound("account group");
  return found;
}
