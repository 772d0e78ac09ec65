import { IconTargetOff } from "@tabler/icons-react";
import { accountsPath } from "@/components/account/paths";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** The same page for a challenge that doesn't exist and for another customer's. */
export function ChallengeNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconTargetOff size={24} aria-hidden />}
      title="We can't find this challenge"
      action={<ButtonLink href={accountsPath}>View your accounts</ButtonLink>}
    >
      <p>The link may be incomplete, or the challenge belongs to a different account.</p>
    </EmptyState>
  );
}
