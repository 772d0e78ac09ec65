import { paymentPath } from "@/components/payment/addresses";
import { FactList } from "@/components/ui/fact-list";
import { ShortId } from "@/components/ui/short-id";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { rulesInWords } from "@/lib/client/rules-in-words";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";

/** An account's ids and times; what it doesn't have yet is left out. */
export function AccountFacts({ account }: { account: PropAccountView }) {
  const { synthetic_hotkey: hotkey, subaccount_id: subaccount, payment_id: payment } = account;
  const { tier_terms: terms } = account;
  const facts = {
    Hotkey: hotkey && <ShortId id={hotkey} label="hotkey" />,
    Subaccount: subaccount,
    Created: <TimeAgo at={account.created_at} />,
    Rules: terms && rulesInWords(terms),
    Activated: account.activated_at && <TimeAgo at={account.activated_at} />,
    Payment: payment ? <TextLink href={paymentPath(payment)}>See the payment</TextLink> : "Free",
  };
  return <FactList facts={facts} />;
}
