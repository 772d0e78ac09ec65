import classes from "./on-this-page.module.css";

interface Props {
  headings: { id: string; title: string }[];
}

/** The table of contents of a page with several headings. Hidden on narrow screens. */
export function OnThisPage({ headings }: Props) {
  if (headings.length < 3) return null;
  return (
    <nav className={classes.contents} aria-label="On this page">
      <p className={classes.title}>On this page</p>
      <ul>
        {headings.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
