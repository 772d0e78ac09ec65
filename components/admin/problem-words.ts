import type { PurchaseView, StuckPurchaseView } from "@/lib/challenges/schemas";

interface Words {
  what: string;
  /** What a person should do about it, and shouldn't. */
  advice: string;
}

const rollbacks: Record<string, string> = {
  fee_rollback: "Fee refund",
  initial_balance_rollback: "Taking back the starting balance",
  account_disabling: "Disabling the account",
};

const noAnswer = (what: string): Words => ({
  what: `${what}: no answer from the trading server`,
  advice:
    "Check that the trading server answers. The same request is sent again automatically: book nothing by hand.",
});

const refused = (what: string, message: string): Words => ({
  what: `${what}: refused by the trading server. It said: ${message}`,
  advice:
    "Find out at the trading server why. It is tried again automatically: booked by hand as well, it would count twice.",
});

/** What a purchase waits for. The problem is named `step: what the trading server said`. */
export function problemWords({ purchase, problem }: StuckPurchaseView): Words {
  const [, step = "", message = ""] = /^(\w+): (.*)$/s.exec(problem) ?? [];
  const rollback = rollbacks[step];
  if (rollback) return message === "no answer" ? noAnswer(rollback) : refused(rollback, message);
  const due = stepDue(purchase);
  return due ? noAnswer(due) : refused("A step", problem);
}

/** The step that comes next in a purchase that hasn't ended; null in one that has. */
function stepDue({ status_name, initial_balance_order }: PurchaseView): string | null {
  switch (status_name) {
    case "pending":
      return "Fee withdrawal";
    case "paid":
      return "Opening the account";
    case "account_created":
      return initial_balance_order === null ? "Starting balance" : "Starting the challenge";
    default:
      return null;
  }
}

/** The fee's order in the ledger, and the one that took it back. */
export function feeWords(purchase: PurchaseView): string {
  const { amount, payment_order: order, payment_rollback_order: refund } = purchase;
  if (amount === 0) return "nothing to refund";
  if (order === null) return "no order for it yet";
  return refund === null ? `order ${order}` : `order ${order}, refund ${refund}`;
}
