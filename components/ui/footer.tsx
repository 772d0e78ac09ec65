import Link from "next/link";
import classes from "./footer.module.css";

interface Props {
  firmName: string;
  supportEmail: string;
}

/** The terms, the guides, and where a person answers. */
export function Footer({ firmName, supportEmail }: Props) {
  return (
    <footer className={classes.footer}>
      <div className={classes.inner}>
        <span>{firmName}</span>
        <nav className={classes.links} aria-label="Footer">
          <Link href="/terms">Terms</Link>
          <Link href="/docs" prefetch={false}>
            Documentation
          </Link>
          <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
        </nav>
      </div>
    </footer>
  );
}
