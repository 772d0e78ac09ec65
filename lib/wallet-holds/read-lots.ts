import { inTime, type TradingServer } from "@/lib/trading";
import { attributeFees, type Lot, type WalletOperation } from "./attribute-fees";

const PAGE = 1_000;
/** No person has this many; each application of the rule reads all of them. */
const MOST = 10_000;

/**
 * The money of a wallet and what it paid for, by the operations that the trading server has of it. Null
 * where there are more of them than are read. Throws UNAVAILABLE where the server doesn't answer.
 */
export async function readLots(server: TradingServer, login: number): Promise<Lot[] | null> {
  const operations: WalletOperation[] = [];
  for (let before: number | undefined; ; ) {
    const page = await inTime(() => server.listOperations(login, PAGE, before));
    operations.push(...page);
    if (page.length < PAGE) return attributeFees(operations.reverse());
    if (operations.length >= MOST) return null;
    before = page.at(-1)?.order;
  }
}
