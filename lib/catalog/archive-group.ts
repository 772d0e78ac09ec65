import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type Alongside, inTime, type TradingServer, tradingServer } from "@/lib/trading";
import { answered, noted } from "./group-answers";
import { programsIn } from "./program-records";
import type { ArchivedInput, GroupView } from "./schemas";

/**
 * Archives a group, or brings it back. For admins. Throws NOT_FOUND, INVALID_STATE where a program
 * on sale or new wallets need it, and, to bring it back, STEP_UP_REQUIRED.
 */
export async function archiveGroup(
  ctx: Context,
  name: string,
  { archived, version, reason }: ArchivedInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<GroupView> {
  if (archived) requireAdmin(ctx);
  else requireFreshAdmin(ctx);
  if (archived && name === env().WALLET_GROUP) {
    throw new AppError("INVALID_STATE", "The wallets of new customers are opened in this group.");
  }
  const note = noted(ctx, archived ? "group.archive" : "group.restore", reason);
  const alongside: Alongside = async (tx, change) => {
    const selling = archived ? await programsIn(tx, name) : [];
    const names = selling.filter(({ status }) => status === "active").map((p) => p.display_name);
    if (names.length > 0) {
      throw new AppError(
        "INVALID_STATE",
        `It is used by ${names.join(", ")}: choose another group there first, or take ${names.length > 1 ? "them" : "it"} off sale.`,
      );
    }
    await note(tx, change);
  };
  return answered(await inTime(() => server.archiveGroup({ name, version, archived }, alongside)));
}
