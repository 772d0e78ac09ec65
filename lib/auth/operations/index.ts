export { nextAuthOperations, nextAuthRoutes } from "./next-auth";
export { noteOperations } from "./notes";
export { profileOperations } from "./profile";
export { tokenOperations } from "./tokens";
