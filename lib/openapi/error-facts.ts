import { type ErrorCode, errorStatus } from "@/lib/errors";
import { errorWords } from "./error-words";

/** Every code of the contract with its status and its words, in the table's order. */
export const errorFacts = (Object.keys(errorStatus) as ErrorCode[]).map((code) => {
  const { meaning, todo, retryable = false } = errorWords[code];
  return { code, status: errorStatus[code], meaning, todo, retryable };
});
