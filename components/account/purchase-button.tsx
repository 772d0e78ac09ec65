import { Button } from "@mantine/core";
import { buyPath } from "@/components/store/program";
import { ButtonLink } from "@/components/ui/button-link";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/core/money";

interface Props {
  purchase: PurchaseView;
  onPress: (verb: "retry" | "cancel") => void;
  busy: boolean;
}

/** What a trader can do about a purchase without a challenge: buy again, try again or cancel. */
export function PurchaseButton({ purchase, onPress, busy }: Props) {
  const { program_id, next_action, can_retry, can_cancel, amount, currency } = purchase;
  if (next_action === "BUY_AGAIN") {
    return (
      <ButtonLink href={buyPath(program_id)} prefetch={false} variant="default">
        Buy again
      </ButtonLink>
    );
  }
  if (can_retry) {
    const cost = amount > 0 ? ` for ${formatUnits(amount, currency)}` : "";
    return (
      <Button variant="default" loading={busy} onClick={() => onPress("retry")}>
        Try again{cost}
      </Button>
    );
  }
  if (!can_cancel) return null;
  return (
    <Button variant="default" loading={busy} onClick={() => onPress("cancel")}>
      Cancel purchase
    </Button>
  );
}
