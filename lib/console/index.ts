export { exportCsv } from "./export-csv";
export { listConsole } from "./list";
export { readListQuery } from "./read-query";
