import { IconWallet } from "@tabler/icons-react";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";

/** In place of the page for a customer without a wallet. Sign-up opens one, so the firm has to look into it. */
export function NoWallet({ supportEmail }: { supportEmail: string }) {
  return (
    <EmptyState
      heading="h1"
      icon={<IconWallet size={24} aria-hidden />}
      title="Your wallet isn't ready"
    >
      <p>
        Every account comes with a wallet, so something went wrong on our side. Email{" "}
        <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>.
      </p>
    </EmptyState>
  );
}
