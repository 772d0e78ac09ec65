import { type ListName, type ListPage, lists, searchedFirst } from "@/lib/console/schemas";
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
  isFirst: boolean;
}

/** A list of the console: its filters, its rows, and the links to more pages. */
export function ConsoleList({ name, query, page, isFirst }: Props) {
  return (
    <>
      <h1 className={heading.heading}>{lists[name].title}</h1>
      {name === "apps" && <ActionBar actions={[{ action: "app.create", input: {} }]} />}
      <ListFilters name={name} query={query} />
      {page.isCut && (
        <p className={classes.cut} role="status">
          Too many matches for “{query.q}”: showing results for the first {searchedFirst}. Refine
          your search, or export the CSV for everything.
        </p>
      )}
      <ListTable name={name} view={lists[name]} rows={page.rows} query={query} />
      {(!isFirst || page.nextCursor) && (
        <nav className={classes.pages} aria-label="Pages">
          {isFirst ? (
            <span />
          ) : (
            <ButtonLink href={listPath(name, query)} variant="default">
              First page
            </ButtonLink>
          )}
          {page.nextCursor && (
            <ButtonLink
              href={listPath(name, { ...query, cursor: page.nextCursor })}
              variant="default"
            >
              Next page
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}
