import { pageLog } from "@/lib/http/page-request";
import { toAppError } from "@/lib/http/respond";
import { withTimeout } from "@/lib/trading";

/**
 * Data of the trading server that a page can do without: null where the call fails or times out, which is
 * logged. Throws our own rejections (status below 500).
 */
export async function ifAvailable<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await withTimeout(read);
  } catch (error) {
    const failure = toAppError(error, pageLog());
    if (failure.status < 500) throw failure;
    return null;
  }
}
