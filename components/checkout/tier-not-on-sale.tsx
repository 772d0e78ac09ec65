import { IconTags } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** The address names a tier that isn't sold: archived, or never there. */
export function TierNotOnSale() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconTags size={24} aria-hidden />}
      title="This challenge isn't on sale"
      action={<ButtonLink href="/">See all challenges</ButtonLink>}
    >
      <p>It was taken off, or the link is wrong. Nothing was charged.</p>
    </EmptyState>
  );
}
