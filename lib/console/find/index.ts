export { findRecords } from "./find-records";
