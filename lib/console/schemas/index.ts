export * from "./customer";
export * from "./detail";
export * from "./find";
export * from "./list-query";
export * from "./list-view";
export * from "./lists";
export * from "./overview";
export * from "./set-up";
