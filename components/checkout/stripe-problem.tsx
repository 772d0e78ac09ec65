import { Button } from "@mantine/core";
import { ErrorState } from "@/components/ui/error-state";

/** Stripe.js or its card form didn't load: a blocker, or the network. */
export function StripeProblem({ retry }: { retry: () => unknown }) {
  return (
    <ErrorState
      title="We couldn't load the card form"
      money="No money has moved."
      action={<Button onClick={() => retry()}>Try again</Button>}
    >
      <p>It comes from our payment provider. A slow connection or a blocker can keep it away.</p>
    </ErrorState>
  );
}
