import { pageLog } from "@/lib/http/page-request";
import { toAppError } from "@/lib/http/respond";
import { inTime } from "@/lib/trading";

/**
 * What the trading server knows and a page can do without; null where it fails or doesn't answer in
 * time, which is logged. A refusal of ours is thrown on.
 */
export async function ifInReach<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await inTime(ask);
  } catch (error) {
    const failure = toAppError(error, pageLog());
    if (failure.status < 500) throw failure;
    return null;
  }
}
