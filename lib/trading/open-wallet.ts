import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { ask } from "./ask";
import { createFirstGroup } from "./first-group";
import { tradingServer } from "./server";

/** The request key of the wallet that every customer has. */
export const firstWalletKey = (customerId: number) => `wallet:${customerId}`;

/**
 * Opens the REAL account that every customer has, once: the request key is the customer's. On a trading
 * server without any group, as it is before a firm has set one up, its group is created first.
 * Throws where the trading server refused it or its answer is unknown; repeat it then.
 */
export async function openWallet(ctx: Context, customerId: number): Promise<void> {
  const request = {
    requestKey: firstWalletKey(customerId),
    customerId,
    group: env().WALLET_GROUP,
    purpose: "wallet",
  } as const;
  const open = () => ask(() => tradingServer(ctx.db).openAccount(request));
  let answer = await open();
  const hasNoGroup = answer.outcome === "refused" && answer.code === "GROUP_UNKNOWN";
  if (hasNoGroup && (await createFirstGroup(ctx, tradingServer(ctx.db)))) answer = await open();
  if (answer.outcome === "refused") throw new Error(`no wallet was opened: ${answer.message}`);
  if (answer.outcome === "unknown") throw answer.cause;
}
