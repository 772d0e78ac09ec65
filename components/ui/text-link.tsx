import Link from "next/link";
import type { ComponentProps } from "react";
import classes from "./text-link.module.css";

interface Props extends ComponentProps<typeof Link> {
  /** In the colour of the surrounding text. */
  quiet?: boolean;
}

/** A link inside a sentence, underlined so that it isn't marked by colour alone. */
export const TextLink = ({ quiet, className, ...props }: Props) => (
  <Link
    {...props}
    className={className ? `${classes.link} ${className}` : classes.link}
    data-quiet={quiet || undefined}
  />
);
