export { countList } from "./count-list";
export { exportCsv } from "./export-csv";
export { findRecords } from "./find";
export { getDetail } from "./get-detail";
export { listConsole } from "./list";
export { readOverview } from "./overview";
export { readListQuery } from "./read-query";
export { readSetUp } from "./set-up";
