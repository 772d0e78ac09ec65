import { isOpen } from "./derive-status";
import type { Payment } from "./intent-changes";

const RECENT_MS = 3600 * 1000;

/** The time since which a payment counts as recent: a buyer is asked before they pay again. */
export const recentSince = (): Date => new Date(Date.now() - RECENT_MS);

/** When a payment was paid, or began to be processed; of an open one when it was made. */
const timeOf = ({ paidAt, intentStatus, intentStatusAt, createdAt }: Payment): number =>
  (paidAt ?? (isOpen(intentStatus) ? null : intentStatusAt) ?? createdAt).getTime();

/** Orders payments by when they were paid; within one moment by when they were made. */
export const byPaidTime = (a: Payment, b: Payment): number =>
  timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Whether a buyer who knows of one payment, or of none, hasn't been told of this one. */
export const isNewer = (payment: Payment, known: Payment | null): boolean =>
  known === null || byPaidTime(payment, known) > 0;
