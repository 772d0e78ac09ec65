import { writeNumber } from "@/lib/core/typed-number";

/** A number as the text of its field; null is an empty field. */
export const typedNumber = (number: number | null): string =>
  number === null ? "" : writeNumber(number);
