import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { ask } from "./ask";
import { tradingServer } from "./server";

/** The request key of the wallet that every customer has. */
export const firstWalletKey = (customerId: number) => `wallet:${customerId}`;

/**
 * Opens the REAL account that every customer has, once: the request key is the customer's.
 * Throws where the trading server refused it or its answer is unknown; repeat it then.
 */
export async function openWallet(ctx: Context, customerId: number): Promise<void> {
  const answer = await ask(() =>
    tradingServer(ctx.db).openAccount({
      requestKey: firstWalletKey(customerId),
      customerId,
      group: env().WALLET_GROUP,
      purpose: "wallet",
    }),
  );
  if (answer.outcome === "refused") throw new Error(`no wallet was opened: ${answer.message}`);
  if (answer.outcome === "unknown") throw answer.cause;
}
