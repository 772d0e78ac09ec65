import { lists, type Related as RelatedRows } from "@/lib/console/schemas";
import { TextLink } from "../../ui/text-link";
import { listPath } from "../console/addresses";
import { ListTable } from "../console/list-table";
import classes from "./detail.module.css";

/** The newest rows of another list that belong to a thing, and the way to all of them. */
export function Related({ related }: { related: RelatedRows }) {
  const { title, list, rows, filter, hasMore } = related;
  const view = lists[list];
  // What they belong to is what the page is about.
  const columns = view.columns.filter(({ key }) => !(key.replace(/_id$/, "") in filter));
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.heading}>
        <h2>{title}</h2>
        {hasMore && <TextLink href={listPath(list, filter)}>All of them</TextLink>}
      </div>
      {rows.length === 0 ? (
        <p className={classes.none}>None.</p>
      ) : (
        <ListTable name={list} view={{ ...view, columns }} rows={rows} isNarrowed />
      )}
    </section>
  );
}
