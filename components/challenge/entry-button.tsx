import { Button } from "@mantine/core";
import { buyPath } from "@/components/store/program";
import { ButtonLink } from "@/components/ui/button-link";
import { formatUnits } from "@/lib/core/money";
import type { Entry } from "./entries";
import { challengePath } from "./paths";

interface Props {
  entry: Entry;
  onPress: (verb: "retry" | "cancel") => void;
  busy: boolean;
}

/** Opens a challenge. Where there is none: buys again, tries again or cancels. */
export function EntryButton({ entry: { purchase, challenge }, onPress, busy }: Props) {
  const { program_id, next_action, can_retry, can_cancel, amount, currency } = purchase;
  if (challenge) {
    const label = `View challenge: ${purchase.program_name}, login ${challenge.account_login}`;
    return (
      <ButtonLink href={challengePath(challenge.id)} variant="default" fullWidth aria-label={label}>
        View challenge
      </ButtonLink>
    );
  }
  if (next_action === "BUY_AGAIN") {
    return (
      <ButtonLink href={buyPath(program_id)} prefetch={false} variant="default" fullWidth>
        Buy again
      </ButtonLink>
    );
  }
  if (can_retry) {
    const cost = amount > 0 ? ` for ${formatUnits(amount, currency)}` : "";
    return (
      <Button variant="default" fullWidth loading={busy} onClick={() => onPress("retry")}>
        Try again{cost}
      </Button>
    );
  }
  if (!can_cancel) return null;
  return (
    <Button variant="default" fullWidth loading={busy} onClick={() => onPress("cancel")}>
      Cancel purchase
    </Button>
  );
}
