export { performAction } from "./perform";
