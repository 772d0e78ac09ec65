import { Fragment } from "react";

/** Text that a narrow screen breaks after a dot, a bar or an at, as `payment_intent.processing` has them. */
export function Breakable({ text }: { text: string }) {
  return [...text.matchAll(/[^._@]+[._@]*|[._@]+/g)].map(({ 0: part, index }) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
