import { IconTags } from "@tabler/icons-react";
import { challengesPath } from "@/components/challenge/addresses";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** The address names a program that isn't sold: disabled, archived, or never there. */
export function ProgramNotOnSale() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconTags size={24} aria-hidden />}
      title="This challenge isn't on sale"
      action={
        <>
          <ButtonLink href="/#wallet">See all challenges</ButtonLink>
          <ButtonLink href={challengesPath} variant="default">
            Challenges you have
          </ButtonLink>
        </>
      }
    >
      <p>It was taken off, or the link is wrong. Nothing was charged.</p>
    </EmptyState>
  );
}
