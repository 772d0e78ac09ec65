import { challengesPath } from "@/components/challenge/addresses";
import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";

/** The trading server is out of reach, which knows the wallets and what a challenge's account holds. */
export function ProgramAway() {
  return (
    <ErrorState
      heading="h1"
      title="This challenge can't be shown right now"
      money="Loading a page never takes money."
      action={<ButtonLink href={challengesPath}>See your challenges</ButtonLink>}
    >
      <p>The trading server is out of reach. Load this page again in a minute.</p>
    </ErrorState>
  );
}
