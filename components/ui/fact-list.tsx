import type { ReactNode } from "react";
import classes from "./fact-list.module.css";

/** Names with their values, a line each. Facts without a value are left out. */
export function FactList({ facts }: { facts: Record<string, ReactNode> }) {
  return (
    <dl className={classes.facts}>
      {Object.entries(facts).map(
        ([name, value]) =>
          value !== null &&
          value !== undefined && (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
