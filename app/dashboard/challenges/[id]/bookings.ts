import { findBooking } from "@/components/challenge/find-booking";
import type { PurchaseView } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/context";
import { listAccountOperations } from "@/lib/trading";

// Of the challenge's account the first booking is wanted, which is all it has until it trades.
const PAGE = 100;

/** What a purchase booked: its fee on the payer's wallet, its initial balance on the new account. */
export async function readBookings(ctx: Context, { id, payer_login, account_login }: PurchaseView) {
  const initialBalance = account_login
    ? await find(ctx, account_login, id, "PROP_CHALLENGE_INITIAL_BALANCE")
    : null;
  // Orders count upwards: the fee is the newest on the wallet before the initial balance, or nearly.
  const fee = await find(ctx, payer_login, id, "PROP_CHALLENGE_PURCHASE", initialBalance?.order);
  return { initialBalance, fee };
}

async function find(
  ctx: Context,
  login: number,
  purchaseId: number,
  comment: string,
  cursor?: number,
) {
  const { rows } = await listAccountOperations(ctx, login, { limit: PAGE, cursor });
  return findBooking(rows, purchaseId, comment);
}
