import { IconChartCandle } from "@tabler/icons-react";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { AccountsQuery } from "@/lib/accounts/schemas";
import classes from "./accounts.module.css";
import { accountsPath } from "./paths";

/** In place of the list of a trader who has no account. */
export const NoAccounts = () => (
  <div className={classes.empty}>
    <EmptyState
      icon={<IconChartCandle size={24} aria-hidden />}
      title="No accounts yet"
      action={<ButtonLink href="/">Browse challenges</ButtonLink>}
    >
      <p>Choose a challenge, or try the free demo. Your account is ready within seconds.</p>
    </EmptyState>
  </div>
);

/** In place of a list that the filters leave empty. */
export const NoMatches = ({ query }: { query: AccountsQuery }) => (
  <div className={classes.empty}>
    <EmptyState
      title={titleOf(query)}
      action={
        <ButtonLink href={accountsPath} variant="default">
          Show all accounts
        </ButtonLink>
      }
    >
      <p>{query.q ? "Search by name, market, login, account key or ID." : hintOf(query)}</p>
    </EmptyState>
  </div>
);

function titleOf({ state, q, cursor }: AccountsQuery): string {
  if (q) return `No ${state ? `${state} ` : ""}account matches “${q}”`;
  return state && !cursor ? `No ${state} accounts` : "No older accounts";
}

const hintOf = ({ state }: AccountsQuery): string =>
  state === "active"
    ? "Accounts that you can trade, and those that are being set up, appear here."
    : "Accounts that were passed, failed, closed or canceled appear here.";
