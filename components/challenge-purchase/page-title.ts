import type { PurchaseState } from "./use-purchase";

/** The page's heading and the title of its tab at each step. */
export function pageTitle(step: PurchaseState["step"], free: boolean): string {
  switch (step) {
    case "bought":
      return free ? "Your trial is ready" : "Your challenge is ready";
    case "failed":
      return free ? "We couldn't open your trial" : "We couldn't open your challenge";
    default:
      return free ? "Start a trial" : "Checkout";
  }
}
