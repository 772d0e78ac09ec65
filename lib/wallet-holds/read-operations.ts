import { type TradingServer, withTimeout } from "@/lib/trading";
import type { WalletOperation } from "./attribute-fees";

const PAGE = 1_000;
/** More operations than any customer has. */
const MOST = 10_000;

/**
 * All operations of a wallet in the order in which they were booked; null if there are more than `most`. Throws
 * UNAVAILABLE if the trading server doesn't respond.
 */
export async function readOperations(
  server: TradingServer,
  login: number,
  most = MOST,
): Promise<WalletOperation[] | null> {
  const operations: WalletOperation[] = [];
  for (let before: number | undefined; ; ) {
    const page = await withTimeout(() => server.listOperations(login, PAGE, before));
    operations.push(...page);
    if (page.length < PAGE) return operations.reverse();
    if (operations.length >= most) return null;
    before = page.at(-1)?.order;
  }
}
