/** One page of a list, newest first, with the cursor of the next one. */
export interface PageOf<T> {
  rows: T[];
  nextCursor: string | undefined;
}

/** How many accounts the dashboard has. */
export const ACCOUNTS_SHOWN = 5;
/** How many payments a page of their list has. */
export const PAYMENTS_PAGE = 10;
