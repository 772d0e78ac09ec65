import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { callTradingServer } from "./call-trading-server";
import { createFirstGroup } from "./first-group";
import { tradingServer } from "./server";

/** The request key of the wallet that every customer has. */
export const firstWalletKey = (customerId: number) => `wallet:${customerId}`;

/**
 * Opens the REAL account that every customer has, once: the request key is the customer's. On a trading
 * server without any group, as it is before a firm has set one up, its group is created first.
 * Throws if the trading server rejects it or its result is unknown: the job repeats it.
 */
export async function openWallet(ctx: Context, customerId: number): Promise<void> {
  const request = {
    requestKey: firstWalletKey(customerId),
    customerId,
    group: env().WALLET_GROUP,
    purpose: "wallet",
  } as const;
  const open = () => callTradingServer(() => tradingServer(ctx.db).openAccount(request));
  let result = await open();
  const hasNoGroup = result.status === "rejected" && result.code === "GROUP_UNKNOWN";
  if (hasNoGroup && (await createFirstGroup(ctx, tradingServer(ctx.db)))) result = await open();
  if (result.status === "rejected") {
    const advice = hasNoGroup
      ? " WALLET_GROUP names it: create it at /admin/catalog, or set WALLET_GROUP to a group that is there."
      : "";
    throw new Error(`no wallet was opened: ${result.message}${advice}`);
  }
  if (result.status === "unknown") throw result.cause;
}
