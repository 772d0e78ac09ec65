import type { BuyState } from "./buying";

/** What the page is called at each step: its heading, and the name of its tab. */
export function titleAt(step: BuyState["step"], free: boolean): string {
  switch (step) {
    case "bought":
      return free ? "Your trial is open" : "Your challenge is open";
    case "failed":
      return free ? "Your trial wasn't opened" : "Your challenge wasn't opened";
    default:
      return free ? "Start a trial" : "Buy a challenge";
  }
}
