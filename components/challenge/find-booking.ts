import type { OperationView } from "@/lib/trading/schemas";

/** A purchase's booking of a kind, the one that wasn't taken back; null where it isn't among these. */
export const findBooking = (
  operations: OperationView[],
  purchaseId: number,
  comment: string,
): OperationView | null =>
  operations.find(
    (it) =>
      it.comment === comment &&
      it.api_data.purchase_id === purchaseId &&
      it.reversed_by_order === null,
  ) ?? null;
