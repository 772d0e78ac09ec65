/** One page of a list, newest first, with the cursor of the next one. */
export interface PageOf<T> {
  rows: T[];
  nextCursor: string | undefined;
}

/** How many rows a page of each list has. */
export const ACCOUNTS_PAGE = 6;
export const PAYMENTS_PAGE = 10;
