/** How many purchases a page of the list has. */
export const CHALLENGES_PAGE = 12;
