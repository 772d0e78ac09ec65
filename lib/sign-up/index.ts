export { register, signUp } from "./sign-up";
