import type { Refusal, TradingServer } from "./port";

const refusal: Refusal = {
  outcome: "refused",
  code: "UNSUPPORTED",
  message: "The groups of this trading server are managed at the server itself.",
};

/** For a trading server whose groups can't be edited from here: the console says so in words. */
export const unsupportedGroups: Pick<
  TradingServer,
  "listGroups" | "holdGroups" | "saveGroup" | "archiveGroup"
> = {
  listGroups: async () => null,
  holdGroups: async () => null,
  saveGroup: async () => refusal,
  archiveGroup: async () => refusal,
};
