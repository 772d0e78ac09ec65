/** How many rows a page of the statement has. */
export const STATEMENT_PAGE = 20;
