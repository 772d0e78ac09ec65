import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";

/** The trading server is out of reach, which keeps the balances. */
export function WalletAway() {
  return (
    <ErrorState
      heading="h1"
      title="Your wallet can't be shown right now"
      money="Loading a page never moves money."
      action={<ButtonLink href="/dashboard">Go to your dashboard</ButtonLink>}
    >
      <p>
        The trading server is out of reach. Load this page again in a minute. A deposit that is on
        its way is credited by itself.
      </p>
    </ErrorState>
  );
}
