import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { withTimeout } from "./call-trading-server";
import { accountMode, type TradingServer } from "./port";

const LEVERAGE = 100;

/** WALLET-EUR holds euros; a name without a currency at its end, dollars. */
function currencyOf(name: string): string {
  const ending = name.slice(-3);
  const isCurrency = Intl.supportedValuesOf("currency").includes(ending);
  return isCurrency ? ending.toLowerCase() : "usd";
}

/**
 * Creates the group of WALLET_GROUP on a trading server that has no group yet, so that the first customers
 * get their wallets. Returns whether it exists: if a firm has other groups, it has to create the missing one.
 * Throws UNAVAILABLE.
 */
export async function createFirstGroup(
  ctx: Context,
  server: Pick<TradingServer, "listGroups" | "saveGroup">,
): Promise<boolean> {
  const { WALLET_GROUP: name, FIRM_NAME } = env();
  const groups = await withTimeout(() => server.listGroups());
  if (groups === null) return false;
  // Another sign-up may have created it since this one found it missing.
  if (groups.length > 0) return groups.some((group) => group.name === name);
  const terms = {
    name,
    brand: FIRM_NAME.slice(0, 64),
    mode: accountMode.real,
    currency: currencyOf(name),
    leverage: LEVERAGE,
    defaultDepositCents: 0n,
  };
  // Rejected if another call has just created it.
  const { status } = await withTimeout(() =>
    server.saveGroup({ terms, version: null }, async () => {}),
  );
  if (status === "accepted") ctx.log.info({ group: name }, "account_group.created");
  return true;
}
