import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { type Alongside, type TradingServer, tradingServer, withTimeout } from "@/lib/trading";
import { auditGroupChange, changedGroup } from "./group-changes";
import { listProgramsInGroup } from "./program-records";
import type { ArchivedInput, GroupView } from "./schemas";

/**
 * Archives a group, or restores it. For admins. Throws NOT_FOUND, INVALID_STATE where a program
 * on sale or new wallets need it, and, to restore it, STEP_UP_REQUIRED.
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
    throw new AppError(
      "INVALID_STATE",
      "This group can't be archived: wallets of new customers are opened in it.",
    );
  }
  const auditChange = auditGroupChange(ctx, archived ? "group.archive" : "group.restore", reason);
  const alongside: Alongside = async (tx, change) => {
    const inGroup = archived ? await listProgramsInGroup(tx, name) : [];
    const names = inGroup.filter(({ status }) => status === "active").map((p) => p.display_name);
    if (names.length > 0) {
      throw new AppError(
        "INVALID_STATE",
        `This group is used by ${names.join(", ")}. Choose a different group there first, or stop selling ${names.length > 1 ? "them" : "it"}.`,
      );
    }
    await auditChange(tx, change);
  };
  return changedGroup(
    await withTimeout(() => server.archiveGroup({ name, version, archived }, alongside)),
  );
}
