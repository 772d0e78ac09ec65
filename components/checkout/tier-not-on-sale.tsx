import { IconTags } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** For a URL with a tier that isn't on sale: archived, or unknown. */
export function TierNotOnSale() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconTags size={24} aria-hidden />}
      title="This challenge isn't available"
      action={<ButtonLink href="/">Browse challenges</ButtonLink>}
    >
      <p>It may have been removed, or the link is wrong. You haven't been charged.</p>
    </EmptyState>
  );
}
