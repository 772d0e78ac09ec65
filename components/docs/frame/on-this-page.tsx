import classes from "./on-this-page.module.css";

interface Props {
  places: { id: string; title: string }[];
}

/** The headings of a long page. On a narrow screen they are left out. */
export function OnThisPage({ places }: Props) {
  if (places.length < 3) return null;
  return (
    <nav className={classes.contents} aria-label="On this page">
      <p className={classes.title}>On this page</p>
      <ul>
        {places.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
