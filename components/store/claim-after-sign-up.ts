/** Of the tab: a link from elsewhere can't set it, so that none opens an account for a customer. */
const KEY = "claim-after-sign-up";

/** Stores that the visitor pressed the button of a free tier and signs up for it. */
export function claimAfterSignUp(tierId: string): void {
  try {
    sessionStorage.setItem(KEY, tierId);
  } catch {
    // A browser that stores nothing shows the button again.
  }
}

/** Whether the button of this tier was pressed before signing up. True once. */
export function isToBeClaimed(tierId: string): boolean {
  try {
    const isPressed = sessionStorage.getItem(KEY) === tierId;
    sessionStorage.removeItem(KEY);
    return isPressed;
  } catch {
    return false;
  }
}
