import type Stripe from "stripe";
import { formatAmount } from "../api/amount";
import { invalidParam, rejected } from "../api/errors";
import type { Work } from "../work";

/**
 * The amount to refund: the requested one, or all that is left if that is null. Throws if the
 * charge never succeeded, has been charged back, or has less left than is requested.
 */
export function refundableAmount(
  work: Work,
  charge: Stripe.Charge,
  requested: number | null,
): number {
  if (charge.status !== "succeeded") {
    throw rejected(`Charge ${charge.id} did not succeed.`, "charge_not_refundable");
  }
  const disputes = work.store.oldestFirst("disputes").filter(({ charge: id }) => id === charge.id);
  if (disputes.some((dispute) => !dispute.is_charge_refundable)) {
    throw rejected(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      "charge_disputed",
    );
  }
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    throw rejected(`Charge ${charge.id} has already been refunded.`, "charge_already_refunded");
  }
  const amount = requested ?? left;
  if (amount < 1) {
    throw invalidParam("amount", "Invalid positive integer", "parameter_invalid_integer");
  }
  if (amount > left) {
    const sent = formatAmount(amount, charge.currency);
    const unrefunded = formatAmount(left, charge.currency);
    throw rejected(
      `Refund amount (${sent}) is greater than unrefunded amount on charge (${unrefunded})`,
      undefined,
      "amount",
    );
  }
  return amount;
}
