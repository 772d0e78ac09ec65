import type { ReactNode } from "react";
import { OnThisPage } from "../frame/on-this-page";
import classes from "../guide.module.css";
import type { Guide } from "./guide";
import { sectionsOf } from "./sections";

/** A guide, with its table of contents beside it. `children` come after its text. */
export function GuideView({ guide, children }: { guide: Guide; children?: ReactNode }) {
  const { title, lead, content } = guide;
  return (
    <div className={classes.page}>
      <article className={classes.guide}>
        <h1>{title}</h1>
        <p className={classes.lead}>{lead}</p>
        {content}
        {children}
      </article>
      <OnThisPage headings={sectionsOf(content).filter(({ under }) => !under)} />
    </div>
  );
}
