/** Where all of a trader's challenges and their purchases are. */
export const challengesPath = "/dashboard/challenges";

/** Where a challenge lives once it is bought. */
export const challengePath = (challengeId: number) => `${challengesPath}/${challengeId}`;

/** Where a wallet is topped up by card. */
export const topUpPath = (login: number) =>
  `/dashboard/wallet?${new URLSearchParams({ login: String(login), topup: "1" })}`;
