import { IconTargetOff } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { challengesPath } from "./addresses";

/** No such challenge, or somebody else's: the same words, so that neither is given away. */
export function ChallengeNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconTargetOff size={24} aria-hidden />}
      title="We can't find this challenge"
      action={<ButtonLink href={challengesPath}>See your challenges</ButtonLink>}
    >
      <p>
        The link may be incomplete, or you bought it while signed in with another e-mail address.
      </p>
    </EmptyState>
  );
}
