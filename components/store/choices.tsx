import { VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import classes from "./choices.module.css";

export interface Choice {
  text: string;
  /** Null where it can't be chosen beside the other choices: it keeps its place. */
  href: string | null;
  isCurrent: boolean;
}

/** Links to the values of one choice: they work without JavaScript, and their addresses can be shared. */
export function Choices({ label, choices }: { label: string; choices: Choice[] }) {
  if (choices.length < 2) return null;
  return (
    <nav className={classes.choices} aria-label={label}>
      <span className={classes.label} aria-hidden="true">
        {label}
      </span>
      <span className={classes.switch}>
        {choices.map(({ text, href, isCurrent }) =>
          href === null ? (
            <span key={text} className={classes.choice} data-missing>
              {text}
              <VisuallyHidden>, not sold</VisuallyHidden>
            </span>
          ) : (
            <Link
              key={text}
              href={href}
              scroll={false}
              prefetch={false}
              className={classes.choice}
              aria-current={isCurrent ? "true" : undefined}
            >
              {text}
            </Link>
          ),
        )}
      </span>
    </nav>
  );
}
