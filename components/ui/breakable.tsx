import { Fragment } from "react";

/** Text that may wrap after `.`, `_` and `@`, such as `payment_intent.processing`. */
export function Breakable({ text }: { text: string }) {
  return [...text.matchAll(/[^._@]+[._@]*|[._@]+/g)].map(({ 0: part, index }) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
