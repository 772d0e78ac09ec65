import {
  Children,
  type ComponentProps,
  isValidElement,
  type ReactElement,
  type ReactNode,
} from "react";
import { CodeBlock } from "../code-block";
import { Anchored } from "../frame/anchored";
import classes from "../guide.module.css";
import { type Language, toLanguage } from "../highlight";
import { InlineMarkdown, MarkdownLink } from "../inline-markdown";
import { ClockChanges } from "../rules/clock-changes";
import { FloorChart } from "../rules/floor-chart";
import { RuleTexts } from "../rules/rule-texts";
import type { ErrorFacts, EventFacts, Sample } from "./guide";

export interface SectionProps {
  id: string;
  title: string;
  /** Whether it is a part of the section before it, with code as its title. */
  under?: boolean;
  children?: ReactNode;
}

/** A section of a guide, with a heading that can be linked to. */
export function Section({ id, title, under = false, children }: SectionProps) {
  return (
    <section>
      <Anchored id={id} level={under ? 3 : 2}>
        {under ? <code>{title}</code> : title}
      </Anchored>
      {children}
    </section>
  );
}

interface CodeSampleProps {
  language: Language;
  /** What the code is, for the copy button and screen readers. */
  label: string;
  code: string;
  /** The path from which it is downloaded as a file. */
  download?: string;
}

/** Code to copy, coloured on the server. */
export function CodeSample({ download, ...block }: CodeSampleProps) {
  return (
    <>
      {download && (
        <p className={classes.sample}>
          <span>{block.label}</span>
          <a href={download} download>
            Download
          </a>
        </p>
      )}
      <CodeBlock {...block} />
    </>
  );
}

interface CodeProps {
  label: string;
  /** Texts in the code, such as `<origin>`, and what takes their place. */
  values?: Record<string, string>;
  /** A fenced code block of Markdown. */
  children: ReactElement<{ children: ReactElement<{ className: string; children: string }> }>;
}

/** A fenced code block with a label, and with facts about this environment in it. */
export function Code({ label, values = {}, children }: CodeProps) {
  const { className, children: fenced } = children.props.children.props;
  const code = Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(name, value),
    fenced.trimEnd(),
  );
  return <CodeSample label={label} language={toLanguage(className)} code={code} />;
}

/** A paragraph that stands out. */
const Note = ({ children }: { children: ReactNode }) => (
  <p className={classes.note} role="note">
    {children}
  </p>
);

/** A labelled table, around one in Markdown. It scrolls sideways on a phone. */
const Table = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section className={classes.frame} aria-label={label} tabIndex={0}>
    {children}
  </section>
);

const HeadCell = ({ children }: ComponentProps<"th">) => <th scope="col">{children}</th>;

/** The first cell of a row in the body is the head of its row. */
const Row = ({ children }: ComponentProps<"tr">) => (
  <tr>
    {Children.map(children, (cell, place) =>
      place === 0 && isValidElement<ComponentProps<"td">>(cell) && cell.type === "td" ? (
        <th scope="row">{cell.props.children}</th>
      ) : (
        cell
      ),
    )}
  </tr>
);

/** The same program in several languages. */
const Samples = ({ samples }: { samples: Sample[] }) =>
  samples.map(({ name, language, code, href }) => (
    <CodeSample
      key={name}
      language={language}
      label={`${name} example`}
      code={code}
      download={href}
    />
  ));

/** A section for each error code. */
const ErrorSections = ({ errors }: { errors: ErrorFacts[] }) =>
  errors.map(({ code, status, meaning, todo, retryable }) => (
    <Section key={code} id={code} title={code} under>
      <p>
        <strong>{status}</strong>
        {retryable ? ", retryable" : ""}. <InlineMarkdown text={`${meaning} ${todo}`} />
      </p>
    </Section>
  ));

/** A section for each event type, with an example. */
const EventSections = ({ events }: { events: EventFacts[] }) =>
  events.map(({ type, meaning, example }) => (
    <Section key={type} id={type} title={type} under>
      <p>
        <InlineMarkdown text={meaning} />
      </p>
      <details>
        <summary>Example</summary>
        <CodeSample
          language="json"
          label={`example of ${type}`}
          code={JSON.stringify(example, null, 2)}
        />
      </details>
    </Section>
  ));

/** What the guides' MDX is made of: the elements of Markdown, and components of our own. */
export const guideComponents = {
  a: MarkdownLink,
  th: HeadCell,
  tr: Row,
  ClockChanges,
  Code,
  ErrorSections,
  EventSections,
  FloorChart,
  Note,
  RuleTexts,
  Samples,
  Section,
  Table,
};
