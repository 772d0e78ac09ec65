/** Where the trader's challenges are. */
export const challengesPath = "/dashboard/challenges";

export const challengePath = (id: number) => `${challengesPath}/${id}`;
