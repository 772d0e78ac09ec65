export { nextAuthOperations, nextAuthRoutes } from "./next-auth";
export { profileOperations } from "./profile";
export { tokenOperations } from "./tokens";
