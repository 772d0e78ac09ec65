import { IconChartCandle } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { AccountCard } from "./account-card";
import classes from "./dashboard.module.css";

interface Props {
  accounts: PropAccountView[];
  newId: string | null;
  supportEmail: string;
}

/** The trader's accounts, newest first; the one just bought is marked. */
export function Accounts({ accounts, newId, supportEmail }: Props) {
  if (accounts.length === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState
          icon={<IconChartCandle size={24} aria-hidden />}
          title="No account yet"
          action={<ButtonLink href="/">See the challenges</ButtonLink>}
        >
          <p>
            Buy a challenge by card, or open a free demo account. It appears here within seconds.
            What you buy from your wallet is under Challenges.
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
