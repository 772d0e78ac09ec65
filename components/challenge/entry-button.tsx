import { Button } from "@mantine/core";
import { buyPath } from "@/components/store/program";
import { ButtonLink } from "@/components/ui/button-link";
import { formatUnits } from "@/lib/money";
import { challengePath } from "./addresses";
import type { Entry } from "./entries";

interface Props {
  entry: Entry;
  act: (verb: "retry" | "cancel") => void;
  busy: boolean;
}

/** Opens a challenge; buys again, tries again or cancels where there is none. */
export function EntryButton({ entry: { purchase, challenge }, act, busy }: Props) {
  const { program_id, next_action, can_retry, can_cancel, amount, currency } = purchase;
  if (challenge) {
    const label = `Open the challenge: ${purchase.program_name}, login ${challenge.account_login}`;
    return (
      <ButtonLink href={challengePath(challenge.id)} variant="default" fullWidth aria-label={label}>
        Open the challenge
      </ButtonLink>
    );
  }
  if (next_action === "BUY_AGAIN") {
    return (
      <ButtonLink href={buyPath(program_id)} prefetch={false} variant="default" fullWidth>
        Buy it again
      </ButtonLink>
    );
  }
  if (can_retry) {
    const cost = amount > 0 ? ` for ${formatUnits(amount, currency)}` : "";
    return (
      <Button variant="default" fullWidth loading={busy} onClick={() => act("retry")}>
        Try again{cost}
      </Button>
    );
  }
  if (!can_cancel) return null;
  return (
    <Button variant="default" fullWidth loading={busy} onClick={() => act("cancel")}>
      Cancel this purchase
    </Button>
  );
}
