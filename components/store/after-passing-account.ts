/** What follows when a single account is passed. Nothing is paid out yet, also where the catalog has a profit split. */
export const afterPassingAccount =
  "Passing completes the challenge. Funded accounts and payouts aren't available yet.";
