import { IconChartCandle } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { accountsPath } from "./paths";

/** The same page for an account that doesn't exist and for another customer's. */
export function AccountNotFound() {
  return (
    <EmptyState
      heading="h1"
      icon={<IconChartCandle size={24} aria-hidden />}
      title="We can't find this account"
      action={<ButtonLink href={accountsPath}>View your accounts</ButtonLink>}
    >
      <p>The link may be incomplete, or the account belongs to a different customer.</p>
    </EmptyState>
  );
}
