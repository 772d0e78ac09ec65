/** The page of the trader's challenges. */
export const challengesPath = "/dashboard/challenges";

export const challengePath = (id: number) => `${challengesPath}/${id}`;

/** The receipt of a challenge that was bought from a wallet. */
export const challengeReceiptPath = (id: number) => `${challengePath(id)}/receipt`;
