import type { PhaseView } from "@/lib/challenges/schemas";
import { type RuleText, shareTexts } from "./phase-rows";
import { type PhaseRules, shownTexts } from "./rule-cells";
import classes from "./rules-in-full.module.css";

interface Props {
  phases: readonly (PhaseRules & Pick<PhaseView, "phase_index" | "name">)[];
}

/** The rules of the phases in sentences, with the numbers of the account. What phases have in common is said once. */
export function RulesInFull({ phases }: Props) {
  return (
    <details className={classes.rules}>
      <summary>Rules in full</summary>
      {shareTexts(phases.map(shownTexts)).map(({ phases: places, texts }) => {
        const title = titleOf(phases, places);
        return (
          <section key={places.join()} aria-label={`Rules of ${title.toLowerCase()}`}>
            {phases.length > 1 && <h3 className={classes.phase}>{title}</h3>}
            <Texts texts={texts} />
          </section>
        );
      })}
    </details>
  );
}

/** `Every phase`, `Phases 1 and 2`, `Phase 3: Funded`; of a single phase its number alone. */
function titleOf(phases: Props["phases"], places: number[]): string {
  const some = places.flatMap((place) => phases[place] ?? []);
  const [first] = some;
  if (phases.length === 1) return `Phase ${first?.phase_index}`;
  if (some.length === phases.length) return "Every phase";
  if (first && some.length === 1) return `Phase ${first.phase_index}: ${first.name}`;
  const list = new Intl.ListFormat("en").format(some.map(({ phase_index }) => String(phase_index)));
  return `Phases ${list}`;
}

/** The rules of a phase in sentences. */
export const RuleTexts = ({ phase }: { phase: PhaseRules }) => <Texts texts={shownTexts(phase)} />;

const Texts = ({ texts }: { texts: RuleText[] }) => (
  <dl className={classes.texts}>
    {texts.map(({ rule, title, text }) => (
      <div key={`${rule} ${text}`}>
        <dt>{title}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
);
