import { IconWallet } from "@tabler/icons-react";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";

/** Everybody has a wallet from sign-up on: who has none needs a person. */
export function NoWallet({ supportEmail }: { supportEmail: string }) {
  return (
    <EmptyState
      heading="h1"
      icon={<IconWallet size={24} aria-hidden />}
      title="You have no wallet yet"
    >
      <p>
        One comes with every account, so something went wrong on our side. Write to{" "}
        <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>.
      </p>
    </EmptyState>
  );
}
