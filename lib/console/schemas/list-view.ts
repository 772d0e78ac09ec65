/**
 * How a column is shown. Money is minor units of the row's `currency`, a size whole units; times are ISO
 * 8601; of a subject the row's `action` says what it is.
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

/** A row of any list: values by column, and under `currency` what its money is in. */
export type ConsoleRow = Record<string, string | number | null>;

/** What the pages know of a list: its columns, filters and sorts; the server has its SQL. */
export interface ListView {
  title: string;
  /** What one may type into the search, for its placeholder. */
  search: string;
  columns: readonly Column[];
  /** What the CSV has besides. */
  csv?: readonly Column[];
  /** Each filter's values, by its name in the address. */
  filters: Readonly<Record<string, readonly string[]>>;
  /** Filters that name one thing by its id, such as the customer whose rows they are. */
  of?: readonly string[];
  /** Besides newest first. */
  byAmount: boolean;
}
