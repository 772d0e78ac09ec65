import type { ReactNode } from "react";
import { formatSize, minorUnits } from "@/lib/core/money";
import { ButtonLink } from "../../ui/button-link";
import { describeEquity, type ExamplePhase } from "../equity-example/describe-equity";
import { EquityExample, type PhaseExample } from "../equity-example/equity-example";
import { dayStarts, exampleScale, workedRows } from "../equity-example/example-scale";
import type { Offer } from "../offers";
import { PhaseComparison } from "../phase-comparison";
import { ruleRows } from "../phase-rows";
import { Question } from "../questions";
import questions from "../questions.module.css";
import { ProgramHero } from "./program-hero";
import { buyHref, priceText, programName } from "./program-offers";
import { programQuestions } from "./program-questions";
import { ProgramRules } from "./program-rules";
import classes from "./program-view.module.css";

type Props = Parameters<typeof ProgramHero>[0];

/** A program's own page: what it costs, its phases, an example that the reader moves, its rules and questions. */
export function ProgramView(props: Props) {
  const { selected } = props;
  const { phases, size, currency } = selected;
  const examples = examplesOf(selected);
  return (
    <>
      <ProgramHero {...props} />
      <Section id="phases" title={phases.length === 1 ? "The rules at a glance" : "Phase by phase"}>
        <PhaseComparison
          label="Rules by phase"
          phases={phases}
          rows={ruleRows(phases, () => ({ size, currency }))}
        />
      </Section>
      {examples.length > 0 && (
        <Section
          id="example"
          title="Move your equity: what happens?"
          lead={`An account of ${formatSize(size, currency)} on one trading day, judged by the same code as yours.`}
        >
          <EquityExample key={selected.id} phases={examples} />
        </Section>
      )}
      <Section id="rules" title="Rules in full">
        <ProgramRules {...selected} />
      </Section>
      <section className={questions.section} aria-labelledby="questions">
        <h2 id="questions">Questions</h2>
        <div>
          {programQuestions(selected).map(({ question, reply }) => (
            <Question key={question} title={question}>
              {reply}
            </Question>
          ))}
        </div>
      </section>
      <ClosingOffer {...props} />
    </>
  );
}

/** The price and the button once more, for readers who came to the end. Left out where it isn't for sale. */
function ClosingOffer({ program, offers, selected, market }: Props) {
  const href = buyHref(selected, market);
  if (href === null) return null;
  const price = priceText(selected);
  const isFree = selected.price.cents === 0;
  return (
    <section className={classes.closing} aria-label="Buy">
      <p>
        <strong>{programName(program, offers)}</strong>
        <span>
          {formatSize(selected.size, selected.currency)} account, {price}
          {isFree ? "" : " once"}
        </span>
      </p>
      <ButtonLink href={href} prefetch={false} size="md">
        {isFree ? "Start for free" : `Buy for ${price}`}
      </ButtonLink>
    </section>
  );
}

/** What the example begins with, for each phase that has a floor or a target. */
export function examplesOf({ phases, size, currency }: Offer): PhaseExample[] {
  return phases.flatMap(({ phase_index: index, name, phase_type, rules }): PhaseExample[] => {
    if (!rules) return [];
    const phase: ExamplePhase = { rules, initial: minorUnits(size), currency, phase_type };
    const scale = exampleScale(phase);
    if (!scale) return [];
    const dayStart = phase.initial;
    const start = describeEquity(phase, { dayStart, equity: scale.start, isOpen: true });
    const days = dayStarts(phase, scale);
    return [{ index, name, phase, scale, days, start, rows: workedRows(phase) }];
  });
}

interface SectionProps {
  id: string;
  title: string;
  lead?: string;
  children: ReactNode;
}

const Section = ({ id, title, lead, children }: SectionProps) => (
  <section className={classes.section} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {lead && <p className={classes.lead}>{lead}</p>}
    <div className={classes.content}>{children}</div>
  </section>
);
