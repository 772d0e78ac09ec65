import { IconAlertTriangle } from "@tabler/icons-react";
import { paymentPath } from "@/components/payment/paths";
import panel from "@/components/ui/panel.module.css";
import { TextLink } from "@/components/ui/text-link";
import { walletOf } from "@/components/wallet/paths";
import type { ChallengeView, PurchaseView } from "@/lib/challenges/schemas";
import { holdMessage } from "./hold-messages";

interface Props {
  challenge: ChallengeView;
  purchase: PurchaseView;
  className?: string | undefined;
}

/** Why a challenge is suspended or was ended, what happens next, and links to the deposit and the wallet. */
export function HoldNotice({ challenge, purchase, className = "" }: Props) {
  const message = holdMessage(challenge, purchase);
  if (!message) return null;
  const { hold } = challenge;
  return (
    <p className={`${panel.notice} ${className}`} data-hold={hold?.reason ?? challenge.end_reason}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        <strong>{message.reason}</strong> {message.next}{" "}
        {purchase.payment_id === null ? (
          <>
            {hold && (
              <>
                <TextLink href={paymentPath(hold.payment_id)}>View top-up</TextLink> or{" "}
              </>
            )}
            <TextLink href={walletOf(purchase.payer_login)}>
              {hold ? "view wallet" : "View wallet"}
            </TextLink>
          </>
        ) : (
          <TextLink href={paymentPath(purchase.payment_id)}>View payment</TextLink>
        )}
        .
      </span>
    </p>
  );
}
