import { Button } from "@mantine/core";
import {
  countedFirst,
  type ListName,
  type ListPage,
  type ListTotal,
  lists,
  searchedFirst,
} from "@/lib/console/schemas";
import heading from "../../dashboard/dashboard.module.css";
import { ButtonLink } from "../../ui/button-link";
import { ActionBar } from "../actions/action-bar";
import classes from "./console.module.css";
import { ListFilters } from "./list-filters";
import { ListTable } from "./list-table";
import { listPath } from "./paths";

interface Props {
  name: ListName;
  /** The search, filters and order by their names in the address, without the page's cursor. */
  query: Record<string, string>;
  page: ListPage;
  /** How many rows there are on all pages. */
  total: ListTotal;
  isFirst: boolean;
}

/** A list of the console: its filters, its rows, and the links to more pages. */
export function ConsoleList({ name, query, page, total, isFirst }: Props) {
  const pathAt = (cursor: string | null) => cursor && listPath(name, { ...query, cursor });
  return (
    <>
      <h1 className={heading.heading}>{lists[name].title}</h1>
      {name === "apps" && <ActionBar actions={[{ action: "app.create", input: {} }]} />}
      {name === "trading-sources" && (
        <ActionBar actions={[{ action: "trading_source.create", input: {} }]} />
      )}
      <ListFilters name={name} query={query} shown={shownOf(page, total)} />
      {page.isCut && (
        <p className={classes.cut} role="status">
          Too many matches for “{query.q}”: showing results for the first {searchedFirst}. Refine
          your search, or export the CSV for everything.
        </p>
      )}
      <ListTable name={name} view={lists[name]} rows={page.rows} query={query} />
      {(!isFirst || page.nextCursor) && (
        <nav className={classes.pages} aria-label="Pages">
          <PageLink href={isFirst ? null : listPath(name, query)}>First</PageLink>
          <PageLink href={pathAt(page.previousCursor)}>Previous</PageLink>
          <PageLink href={pathAt(page.nextCursor)}>Next</PageLink>
        </nav>
      )}
    </>
  );
}

/** The link to a page; where there is none, a button that does nothing, so that the others stay in their places. */
const PageLink = ({ href, children }: { href: string | null; children: string }) =>
  href === null ? (
    <Button variant="default" disabled>
      {children}
    </Button>
  ) : (
    <ButtonLink href={href} variant="default" aria-label={`${children} page`}>
      {children}
    </ButtonLink>
  );

/** `51–100 of 312`. */
function shownOf({ rows, offset, isCut }: ListPage, total: ListTotal): string {
  if (rows.length === 0) return "";
  const range = `${count(offset + 1)}–${count(offset + rows.length)}`;
  if (isCut) return range;
  if (total === "not_counted") return `${range}, total not counted`;
  return `${range} of ${total === "too_many" ? `more than ${count(countedFirst)}` : count(total)}`;
}

const count = (rows: number) => rows.toLocaleString("en-US");
