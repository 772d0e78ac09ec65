import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ButtonLink } from "../../ui/button-link";
import table from "../../ui/table.module.css";
import classes from "./catalog.module.css";

interface Props {
  id: string;
  title: string;
  /** Shown under the title. */
  note: string;
  add: { href: string; label: string } | null;
  columns: { label: string; isNumber?: boolean }[];
  children: ReactNode;
}

/** A section of the catalog: a table, and the link that adds a row. */
export function CatalogSection({ id, title, note, add, columns, children }: Props) {
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.sectionHead}>
        <div>
          <h2 id={id}>{title}</h2>
          <p className={classes.note}>{note}</p>
        </div>
        {add && (
          <ButtonLink
            href={add.href}
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {add.label}
          </ButtonLink>
        )}
      </div>
      <div className={table.frame}>
        <table className={table.table} aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map(({ label, isNumber }) => (
                <th key={label} scope="col" className={isNumber ? table.number : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </section>
  );
}
