import type { Fact } from "@/lib/console/schemas";
import { ExactTime } from "../../ui/exact-time";
import { FactList } from "../../ui/fact-list";
import panel from "../../ui/panel.module.css";
import { Cell } from "../console/cell";
import classes from "./detail.module.css";

/** Groups of facts side by side; empty groups are left out. */
export function Facts({ groups }: { groups: { title: string; facts: Fact[] }[] }) {
  const filled = groups
    .map(({ title, facts }) => ({
      title,
      facts: facts.filter(({ value }) => value !== null && value !== ""),
    }))
    .filter(({ facts }) => facts.length > 0);
  return (
    <div className={classes.facts}>
      {filled.map(({ title, facts }) => (
        <section key={title} className={panel.panel} aria-label={title}>
          <h2 className={panel.title}>{title}</h2>
          <FactList
            facts={Object.fromEntries(
              facts.map(({ label, value, kind, currency, action, href }) => [
                label,
                kind === "time" ? (
                  <ExactTime key={label} at={String(value)} zone="UTC" />
                ) : (
                  <Cell
                    key={label}
                    column={{ key: "value", label, kind }}
                    row={{ value, ...(currency && { currency }), ...(action && { action }) }}
                    href={href}
                  />
                ),
              ]),
            )}
          />
        </section>
      ))}
    </div>
  );
}
