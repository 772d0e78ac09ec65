import { IconAlertTriangle } from "@tabler/icons-react";
import { paymentPath } from "@/components/payment/addresses";
import panel from "@/components/ui/panel.module.css";
import { TextLink } from "@/components/ui/text-link";
import { walletOf } from "@/components/wallet/addresses";
import type { ChallengeView, PurchaseView } from "@/lib/challenges/schemas";
import { holdWords } from "./hold-words";

interface Props {
  challenge: ChallengeView;
  purchase: PurchaseView;
  className?: string | undefined;
}

/** Why a challenge is suspended or was ended, what happens next, and where to look. */
export function HoldNotice({ challenge, purchase, className = "" }: Props) {
  const words = holdWords(challenge, purchase);
  if (!words) return null;
  const { hold } = challenge;
  return (
    <p className={`${panel.notice} ${className}`} data-hold={hold?.reason ?? challenge.end_reason}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        <strong>{words.why}</strong> {words.next}{" "}
        {hold && (
          <>
            <TextLink href={paymentPath(hold.payment_id)}>See the deposit</TextLink> or{" "}
          </>
        )}
        <TextLink href={walletOf(purchase.payer_login)}>
          {hold ? "open the wallet" : "Open the wallet"}
        </TextLink>
        .
      </span>
    </p>
  );
}
