/**
 * How a column is shown. Money is minor units of the row's `currency`, a size whole units; times are ISO
 * 8601; a subject's kind follows from the row's `action`. A code is shown in words, an event with its code below, and an
 * operation's comment is explained with its `reason`.
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
  | "number"
  | "code"
  | "event"
  | "operation";

export interface Column {
  key: string;
  label: string;
  kind: ColumnKind;
  /** Only in the API and the CSV: pages show it as a part of another column. */
  isHidden?: true;
  /** Labels of statuses that the column has in another meaning than other lists. */
  labels?: Readonly<Record<string, string>>;
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
  /** The filters that the page opens with. The API has none by default. */
  opensWith?: Readonly<Record<string, string>>;
  /** Filters by the id of a related record, such as a customer. */
  of?: readonly string[];
  /** Sorts besides newest first. */
  byAmount: boolean;
}
