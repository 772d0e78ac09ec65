import Link from "next/link";
import classes from "./frame.module.css";
import type { NavSection } from "./navigation";

interface Props {
  section: NavSection;
  /** The path of the current page. */
  path: string;
  onChoose: () => void;
}

/** A section of the side navigation. Those of the reference are expanded while they hold the current page. */
export function SideSection({ section: { title, pages, collapses }, path, onChoose }: Props) {
  const links = (
    <ul>
      {pages.map(({ href, title: pageTitle, method }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            onClick={onChoose}
            aria-current={href === path ? "page" : undefined}
          >
            <span>{pageTitle}</span>
            {method && method !== "GET" && <small data-method={method}>{method}</small>}
          </Link>
        </li>
      ))}
    </ul>
  );
  if (!collapses) {
    return (
      <section>
        <p className={classes.partTitle}>{title}</p>
        {links}
      </section>
    );
  }
  const isCurrent = pages.some(({ href }) => href === path);
  return (
    <details key={String(isCurrent)} open={isCurrent}>
      <summary>{title}</summary>
      {links}
    </details>
  );
}
