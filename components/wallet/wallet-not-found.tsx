import { IconWalletOff } from "@tabler/icons-react";
import { walletPath } from "@/components/checkout/paths";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** The same page for a wallet or deposit that doesn't exist and for another customer's. */
export function WalletNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconWalletOff size={24} aria-hidden />}
      title="We can't find this wallet or top-up"
      action={<ButtonLink href={walletPath}>View wallets</ButtonLink>}
    >
      <p>The link may be incomplete, or it belongs to a different account.</p>
    </EmptyState>
  );
}
