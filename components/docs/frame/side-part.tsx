import Link from "next/link";
import classes from "./frame.module.css";
import type { Part } from "./places";

interface Props {
  part: Part;
  here: string;
  onChoose: () => void;
}

/** A part of the side navigation; one of the reference is unfolded while one is in it. */
export function SidePart({ part: { title, places, folds }, here, onChoose }: Props) {
  const links = (
    <ul>
      {places.map(({ href, title: words, method }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            onClick={onChoose}
            aria-current={href === here ? "page" : undefined}
          >
            <span>{words}</span>
            {method && method !== "GET" && <small data-method={method}>{method}</small>}
          </Link>
        </li>
      ))}
    </ul>
  );
  if (!folds) {
    return (
      <section>
        <p className={classes.partTitle}>{title}</p>
        {links}
      </section>
    );
  }
  const within = places.some(({ href }) => href === here);
  return (
    <details key={String(within)} open={within}>
      <summary>{title}</summary>
      {links}
    </details>
  );
}
