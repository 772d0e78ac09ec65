import { IconWalletOff } from "@tabler/icons-react";
import { walletPath } from "@/components/checkout/addresses";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** No such wallet or deposit, or somebody else's: the same words, so that neither is given away. */
export function WalletNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconWalletOff size={24} aria-hidden />}
      title="We can't find this wallet or deposit"
      action={<ButtonLink href={walletPath}>See your wallets</ButtonLink>}
    >
      <p>The link may be incomplete, or it belongs to another e-mail address than yours.</p>
    </EmptyState>
  );
}
