import { type TradingServer, withTimeout } from "@/lib/trading";
import type { WalletOperation } from "./attribute-fees";

const PAGE = 1_000;
/** More operations than any customer has. */
const MOST = 10_000;

/**
 * Whether an operation belongs to a program that was paid by card: its credit and its fee cancel out, and neither pays for
 * anything else.
 */
const isOfProgramPayment = ({ apiData: { payment_id, program_id } }: WalletOperation) =>
  typeof payment_id === "string" && typeof program_id === "number";

/**
 * The operations of a wallet that move its own money, in the order in which they were booked; null if there are more than `most`. Throws
 * UNAVAILABLE if the trading server doesn't respond.
 */
export async function readOperations(
  server: TradingServer,
  login: number,
  most = MOST,
): Promise<WalletOperation[] | null> {
  const operations: WalletOperation[] = [];
  let read = 0;
  for (let before: number | undefined; ; ) {
    const page = await withTimeout(() => server.listOperations(login, PAGE, before));
    operations.push(...page.filter((it) => !isOfProgramPayment(it)));
    read += page.length;
    if (page.length < PAGE) return operations.reverse();
    if (read >= most) return null;
    before = page.at(-1)?.order;
  }
}
