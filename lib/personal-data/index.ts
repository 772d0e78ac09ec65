export { eraseCustomers } from "./erase-customers";
