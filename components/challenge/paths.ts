/** The page of a challenge. It has an address of its own, beside those of prop accounts: emails link to it. */
export const challengePath = (id: number) => `/dashboard/challenges/${id}`;

/** The receipt of a challenge that was bought from a wallet. */
export const challengeReceiptPath = (id: number) => `${challengePath(id)}/receipt`;
