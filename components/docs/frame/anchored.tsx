import type { ReactNode } from "react";
import classes from "../guide.module.css";

interface Props {
  id: string;
  level: 2 | 3;
  children: ReactNode;
}

/** A heading with a link to itself. */
export function Anchored({ id, level, children }: Props) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <Heading id={id} className={classes.anchored}>
      <a href={`#${id}`}>{children}</a>
    </Heading>
  );
}
