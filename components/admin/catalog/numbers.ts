import { writeNumber } from "@/lib/typed-number";

/** A stored number as it stands in its field; null is an empty one. */
export const typedNumber = (number: number | null): string =>
  number === null ? "" : writeNumber(number);
