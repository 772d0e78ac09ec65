import Link from "next/link";
import type { ComponentProps } from "react";
import classes from "./text-link.module.css";

interface Props extends ComponentProps<typeof Link> {
  /** As quiet as the sentence that it stands in. */
  quiet?: boolean;
}

/** A link inside a sentence: underlined, so that colour isn't all that marks it. */
export const TextLink = ({ quiet, className, ...props }: Props) => (
  <Link
    {...props}
    className={className ? `${classes.link} ${className}` : classes.link}
    data-quiet={quiet || undefined}
  />
);
