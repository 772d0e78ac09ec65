import { IconSearch } from "@tabler/icons-react";
import Link from "next/link";
import type { AccountCounts, AccountsQuery } from "@/lib/accounts/schemas";
import classes from "./accounts.module.css";
import { accountsPath, listPath } from "./paths";

/** From how many accounts on the list has a search. */
const LONG_LIST = 8;

interface Props {
  query: AccountsQuery;
  counts: AccountCounts;
}

/** The filters of the list, as links, and its search. */
export function AccountFilters({ query: { state, q }, counts }: Props) {
  const all = counts.active + counts.ended;
  const filters = [
    { state: undefined, name: "All", count: all },
    { state: "active", name: "Active", count: counts.active },
    { state: "ended", name: "Ended", count: counts.ended },
  ] as const;
  return (
    <div className={classes.bar}>
      <nav className={classes.filters} aria-label="Filter accounts">
        {filters.map((filter) => (
          <Link
            key={filter.name}
            href={listPath({ state: filter.state, q })}
            className={classes.filter}
            aria-current={filter.state === state ? "page" : undefined}
          >
            {filter.name} <span className={classes.count}>{filter.count}</span>
          </Link>
        ))}
      </nav>
      {(all >= LONG_LIST || q) && (
        <search>
          <form action={accountsPath} className={classes.search}>
            {state && <input type="hidden" name="state" value={state} />}
            <IconSearch size={16} aria-hidden />
            <input
              type="search"
              name="q"
              defaultValue={q}
              maxLength={100}
              aria-label="Search accounts"
              placeholder="Name, login or ID"
            />
          </form>
        </search>
      )}
    </div>
  );
}
