export * from "./note";
export * from "./profile";
export * from "./sign-in";
