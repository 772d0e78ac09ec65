"use client";

import { useId, useState } from "react";
import { useIsHydrated } from "../../ui/use-is-hydrated";
import type { EquityView, ExamplePhase } from "./describe-equity";
import { EquityBar } from "./equity-bar";
import classes from "./equity-example.module.css";
import type { DayStart, ExampleScale, WorkedRow } from "./example-scale";
import { WorkedTable } from "./worked-table";

/** A phase with what is shown of it before the reader moves anything. */
export interface PhaseExample {
  index: number;
  name: string;
  phase: ExamplePhase;
  scale: ExampleScale;
  days: DayStart[];
  start: EquityView;
  rows: WorkedRow[];
}

type Judge = typeof import("./describe-equity").describeEquity;

/** The judge is loaded when the reader turns to the example: most readers of the page never do. */
const loadJudge = () => import("./describe-equity").then(({ describeEquity }) => describeEquity);

/** An account whose equity the reader moves: where its floors are, and what the judge says. */
export function EquityExample({ phases }: { phases: PhaseExample[] }) {
  const id = useId();
  const isReady = useIsHydrated();
  const [index, setIndex] = useState(0);
  const [isOpen, setOpen] = useState(true);
  const [day, setDay] = useState(0);
  const [equity, setEquity] = useState<number | null>(null);
  const [judge, setJudge] = useState<Judge | null>(null);
  const [isFailed, setFailed] = useState(false);
  const example = phases[index] ?? phases[0];
  if (!example) return null;
  const { phase, scale, days, start, rows } = example;
  const dayStart = days[day]?.amount ?? phase.initial;
  const value = equity ?? scale.start;
  const view = judge ? judge(phase, { dayStart, equity: value, isOpen }) : start;

  const prepare = () => {
    if (judge) return;
    loadJudge().then(
      (loaded) => {
        setJudge(() => loaded);
        setFailed(false);
      },
      () => setFailed(true),
    );
  };
  const choosePhase = (next: number) => {
    setIndex(next);
    setDay(0);
    setEquity(null);
  };
  return (
    <div className={classes.example}>
      <div className={classes.choices}>
        {phases.length > 1 && (
          <Choice
            legend="Phase"
            name={`${id}-phase`}
            options={phases.map(({ name }) => name)}
            selected={index}
            onSelect={choosePhase}
            onPrepare={prepare}
          />
        )}
        <Choice
          legend="The day starts with"
          name={`${id}-day`}
          options={days.map(({ text }) => text)}
          selected={day}
          onSelect={setDay}
          onPrepare={prepare}
        />
        <Choice
          legend="Positions"
          name={`${id}-open`}
          options={["Open", "All closed"]}
          selected={isOpen ? 0 : 1}
          onSelect={(option) => setOpen(option === 0)}
          onPrepare={prepare}
        />
      </div>
      <div className={classes.values}>
        <label htmlFor={`${id}-equity`} className={classes.label}>
          {isOpen ? "Equity" : "Balance and equity"}
        </label>
        <p className={classes.equity}>
          {view.equity} {view.change && <span className={classes.change}>{view.change} today</span>}
        </p>
      </div>
      <EquityBar
        id={`${id}-equity`}
        scale={scale}
        marks={view.marks}
        opening={dayStart}
        value={value}
        valueText={`${view.equity}. ${view.headline}`}
        isReady={isReady}
        onPrepare={prepare}
        onChange={(next) => {
          prepare();
          setEquity(next);
        }}
      />
      <p className={classes.headline} data-tone={view.tone} role="status">
        {view.headline}
      </p>
      {isFailed && (
        <p className={classes.failed} role="alert">
          The example couldn't be loaded. Check your connection and reload the page.
        </p>
      )}
      <dl className={classes.distances}>
        {view.marks.map(({ id: mark, name, amount, distance }) => (
          <div key={mark}>
            <dt>{name}</dt>
            <dd>
              {amount} <span className={classes.distance}>{distance}</span>
            </dd>
          </div>
        ))}
      </dl>
      <WorkedTable rows={rows} />
    </div>
  );
}

interface ChoiceProps {
  legend: string;
  name: string;
  options: string[];
  selected: number;
  onSelect: (option: number) => void;
  /** Called when the reader turns to it. */
  onPrepare: () => void;
}

/** One of a few options, side by side. Hidden where no script runs: the example can't be changed there. */
function Choice({ legend, name, options, selected, onSelect, onPrepare }: ChoiceProps) {
  return (
    <fieldset className={classes.choice}>
      <legend>{legend}</legend>
      {options.map((option, i) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            checked={i === selected}
            onFocus={onPrepare}
            onPointerEnter={onPrepare}
            onChange={() => onSelect(i)}
          />
          <span>{option}</span>
        </label>
      ))}
    </fieldset>
  );
}
