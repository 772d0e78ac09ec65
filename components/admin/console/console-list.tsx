import { type ListName, type ListPage, lists, searchedFirst } from "@/lib/console/schemas";
import heading from "../../dashboard/dashboard.module.css";
import { ButtonLink } from "../../ui/button-link";
import { ActionBar } from "../actions/action-bar";
import { listPath } from "./addresses";
import classes from "./console.module.css";
import { ListFilters } from "./list-filters";
import { ListTable } from "./list-table";

interface Props {
  name: ListName;
  /** What is asked for, by its name in the address; the page's cursor not among it. */
  asked: Record<string, string>;
  page: ListPage;
  isFirst: boolean;
}

/** A list of the console: what is asked for, what was found, and the way to more. */
export function ConsoleList({ name, asked, page, isFirst }: Props) {
  const isNarrowed = Object.keys(asked).some((key) => key !== "sort");
  return (
    <>
      <h1 className={heading.heading}>{lists[name].title}</h1>
      {name === "apps" && <ActionBar actions={[{ action: "app.create", input: {} }]} />}
      <ListFilters name={name} asked={asked} />
      {page.isCut && (
        <p className={classes.cut} role="status">
          More than {searchedFirst} begin with “{asked.q}”: this shows what belongs to the first{" "}
          {searchedFirst}. Type more of it, or take the CSV, which has all.
        </p>
      )}
      <ListTable name={name} view={lists[name]} rows={page.rows} isNarrowed={isNarrowed} />
      {(!isFirst || page.nextCursor) && (
        <nav className={classes.pages} aria-label="Pages">
          {isFirst ? (
            <span />
          ) : (
            <ButtonLink href={listPath(name, asked)} variant="default">
              First page
            </ButtonLink>
          )}
          {page.nextCursor && (
            <ButtonLink
              href={listPath(name, { ...asked, cursor: page.nextCursor })}
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
