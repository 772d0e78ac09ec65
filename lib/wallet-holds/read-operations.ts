import { inTime, type TradingServer } from "@/lib/trading";
import type { WalletOperation } from "./attribute-fees";

const PAGE = 1_000;
/** No person has this many operations. */
const MOST = 10_000;

/**
 * All operations of a wallet in the order in which they were booked; null where there are more of them
 * than are read. Throws UNAVAILABLE where the trading server doesn't answer.
 */
export async function readOperations(
  server: TradingServer,
  login: number,
  most = MOST,
): Promise<WalletOperation[] | null> {
  const operations: WalletOperation[] = [];
  for (let before: number | undefined; ; ) {
    const page = await inTime(() => server.listOperations(login, PAGE, before));
    operations.push(...page);
    if (page.length < PAGE) return operations.reverse();
    if (operations.length >= most) return null;
    before = page.at(-1)?.order;
  }
}
