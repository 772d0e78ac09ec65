export * from "./detail";
export * from "./lists";
export * from "./overview";
