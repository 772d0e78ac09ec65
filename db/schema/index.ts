export * from "./auth";
export * from "./catalog";
export * from "./http";
export * from "./jobs";
export * from "./payments";
export * from "./prop-accounts";
