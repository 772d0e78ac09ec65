export { GET } from "@/bench/floor";
