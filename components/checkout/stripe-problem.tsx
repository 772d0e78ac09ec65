import { Button } from "@mantine/core";
import { ErrorState } from "@/components/ui/error-state";

/** Shown if Stripe.js or its card form didn't load, because of a blocker or the network. */
export function StripeProblem({ retry }: { retry: () => unknown }) {
  return (
    <ErrorState
      title="We couldn't load the card form"
      money="You haven't been charged."
      action={<Button onClick={() => retry()}>Try again</Button>}
    >
      <p>It's provided by Stripe. A slow connection or an ad blocker may be blocking it.</p>
    </ErrorState>
  );
}
