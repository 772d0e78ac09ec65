import { Anchored } from "../frame/anchored";
import { OnThisPage } from "../frame/on-this-page";
import classes from "../guide.module.css";
import { Blocks } from "./blocks";
import type { Guide } from "./guide";
import { RichText } from "./rich-text";

/** A guide, with what is on the page beside it. */
export function GuideView({ guide, children }: { guide: Guide; children?: React.ReactNode }) {
  const { title, lead, sections } = guide;
  return (
    <div className={classes.page}>
      <article className={classes.guide}>
        <h1>{title}</h1>
        <p className={classes.lead}>
          <RichText text={lead} />
        </p>
        {sections.map((section) => (
          <section key={section.id}>
            <Anchored id={section.id} level={section.under ? 3 : 2}>
              {section.under ? <code>{section.title}</code> : section.title}
            </Anchored>
            <Blocks blocks={section.blocks} />
          </section>
        ))}
        {children}
      </article>
      <OnThisPage places={sections.filter(({ under }) => !under)} />
    </div>
  );
}
