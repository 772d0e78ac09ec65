import type { Rejection, TradingServer } from "./port";

const rejection: Rejection = {
  status: "rejected",
  code: "UNSUPPORTED",
  message: "Account groups are managed on the trading server.",
};

/** For a trading server whose groups can't be edited from here: the console shows this message. */
export const unsupportedGroups: Pick<
  TradingServer,
  "listGroups" | "lockGroups" | "saveGroup" | "archiveGroup"
> = {
  listGroups: async () => null,
  lockGroups: async () => null,
  saveGroup: async () => rejection,
  archiveGroup: async () => rejection,
};
