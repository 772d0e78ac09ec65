import type { LegalDocumentView } from "@/lib/catalog/schemas";
import { shortDate } from "@/lib/core/format";
import { legalPath } from "@/lib/core/legal-pages";
import prose from "../ui/prose.module.css";
import { TextLink } from "../ui/text-link";
import classes from "./legal.module.css";
import { LegalMarkdown } from "./legal-markdown";
import { type LegalSection, sectionsOf } from "./sections";

/** From this many sections on a text has a table of contents. */
const LONG = 4;

/** A version of a legal document, with its date, its table of contents and the other versions. */
export function LegalDocument({ document }: { document: LegalDocumentView }) {
  const { kind, title, version, versions, markdown, is_current } = document;
  const sections = sectionsOf(markdown);
  const others = versions.filter((other) => other.version !== version);
  return (
    <div className={classes.layout}>
      <article className={`${prose.prose} ${classes.document}`}>
        <h1>{title}</h1>
        <p className={prose.lead}>
          Version {version}, {inEffect(document)}
          {kind === "terms" && is_current && ". The version you accept is saved with your order."}
        </p>
        {!is_current && (
          <p className={classes.earlier} role="note">
            This is an earlier version. It applies to orders that accepted it.{" "}
            <TextLink href={legalPath(kind)}>Read the version in effect</TextLink>
          </p>
        )}
        <LegalMarkdown text={markdown} />
        {others.length > 0 && (
          <section className={classes.versions} aria-labelledby="versions">
            <h2 id="versions">Other versions</h2>
            <ul>
              {others.map((other) => (
                <li key={other.version}>
                  <TextLink href={pathOf(document, other.version)}>
                    Version {other.version}
                  </TextLink>{" "}
                  <span>from {dateOf(other.published_at)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </article>
      {sections.length >= LONG && <Contents sections={sections} />}
    </div>
  );
}

function Contents({ sections }: { sections: LegalSection[] }) {
  return (
    <nav className={classes.contents} aria-labelledby="contents">
      <p id="contents" className={classes.title}>
        On this page
      </p>
      <ul>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** `in effect since Dec 1, 2026`, or from when to when. */
function inEffect({ version, published_at, versions }: LegalDocumentView): string {
  const next = versions.findLast((other) => other.version > version);
  const since = dateOf(published_at);
  return next
    ? `in effect from ${since} to ${dateOf(next.published_at)}`
    : `in effect since ${since}`;
}

const pathOf = ({ kind, versions }: LegalDocumentView, version: number) =>
  legalPath(kind, version === versions[0]?.version ? undefined : version);

const dateOf = (at: string) => shortDate(at, "UTC");
