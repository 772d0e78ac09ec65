/**
 * How a column is shown. Money is minor units of the row's `currency`, a size whole units; times are ISO
 * 8601; a subject's kind follows from the row's `action`.
 */
export type ColumnKind =
  | "id"
  | "subject"
  | "text"
  | "email"
  | "money"
  | "size"
  | "status"
  | "time"
  | "number";

export interface Column {
  key: string;
  label: string;
  kind: ColumnKind;
}

/** A row of any list: values by column, and `currency` for its money. */
export type ConsoleRow = Record<string, string | number | null>;

/** The part of a list that pages know: columns, filters and sorts; the server has its SQL. */
export interface ListView {
  title: string;
  /** What can be searched for, for the placeholder. */
  search: string;
  columns: readonly Column[];
  /** Columns that only the CSV has. */
  csv?: readonly Column[];
  /** Each filter's values, by its query parameter. */
  filters: Readonly<Record<string, readonly string[]>>;
  /** Filters by the id of a related record, such as a customer. */
  of?: readonly string[];
  /** Sorts besides newest first. */
  byAmount: boolean;
}
