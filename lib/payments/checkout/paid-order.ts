import { isOpen } from "../facts/derive-status";
import type { Payment } from "../facts/intent-changes";

const RECENT_MS = 3600 * 1000;

/** The time since which a payment counts as recent: the buyer is asked before they pay again. */
export const recentSince = (): Date => new Date(Date.now() - RECENT_MS);

/** The time when a payment was paid or began processing; of an open one, its creation. */
const timeOf = ({ paidAt, intentStatus, intentStatusAt, createdAt }: Payment): number =>
  (paidAt ?? (isOpen(intentStatus) ? null : intentStatusAt) ?? createdAt).getTime();

/** Orders payments by that time, then by id. */
export const byPaidTime = (a: Payment, b: Payment): number =>
  timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Whether a payment is newer than the newest one that the buyer knows, null for none. */
export const isNewer = (payment: Payment, acknowledged: Payment | null): boolean =>
  acknowledged === null || byPaidTime(payment, acknowledged) > 0;
