export * from "./admin-views";
export * from "./findings";
export * from "./inputs";
export * from "./statuses";
export * from "./views";
