import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";

/** In place of the page while the trading server is unreachable, which has the balances. */
export function WalletUnavailable() {
  return (
    <ErrorState
      heading="h1"
      title="We can't load your wallet right now"
      money="Loading this page doesn't affect your balance."
      action={<ButtonLink href="/dashboard">Go to your dashboard</ButtonLink>}
    >
      <p>
        The trading server isn't responding. Reload the page in a minute. Pending top-ups will still
        be added.
      </p>
    </ErrorState>
  );
}
