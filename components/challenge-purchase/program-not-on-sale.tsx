import { IconTags } from "@tabler/icons-react";
import { accountsPath } from "@/components/account/paths";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** In place of the page of a program that isn't on sale: disabled, archived, or never there. */
export function ProgramNotOnSale() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconTags size={24} aria-hidden />}
      title="This challenge isn't available"
      action={
        <>
          <ButtonLink href="/">Browse challenges</ButtonLink>
          <ButtonLink href={accountsPath} variant="default">
            Your challenges
          </ButtonLink>
        </>
      }
    >
      <p>It may have been removed, or the link is wrong. You haven't been charged.</p>
    </EmptyState>
  );
}
