import { IconChartCandle } from "@tabler/icons-react";
import { challengesPath } from "@/components/challenge/paths";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { AccountCard } from "./account-card";
import classes from "./dashboard.module.css";

interface Props {
  accounts: PropAccountView[];
  newId: string | null;
  supportEmail: string;
}

/** The trader's accounts, newest first; the new one is marked. */
export function Accounts({ accounts, newId, supportEmail }: Props) {
  if (accounts.length === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState
          icon={<IconChartCandle size={24} aria-hidden />}
          title="No accounts bought by card yet"
          action={<ButtonLink href="/">Browse challenges</ButtonLink>}
        >
          <p>
            An account you buy by card, or a free demo account, appears here within seconds.
            Challenges you buy from your wallet are under{" "}
            <TextLink href={challengesPath}>Challenges</TextLink>.
          </p>
        </EmptyState>
      </div>
    );
  }
  return (
    <ul className={classes.accounts}>
      {accounts.map((account) => (
        <AccountCard
          key={account.id}
          account={account}
          isNew={account.id === newId}
          supportEmail={supportEmail}
        />
      ))}
    </ul>
  );
}
