import { type PhaseRules, shownTexts } from "./rule-cells";

type NamedPhase = PhaseRules & { name: string };

/** A rule of a program: what it says in each phase, once where phases have the same. */
export interface ProgramRule {
  rule: string;
  title: string;
  texts: { phases: readonly NamedPhase[]; text: string }[];
  /** The phases that don't have it. */
  without: readonly NamedPhase[];
}

/** The rules of all phases in order, without repetitions. */
export function rulesByPhase(phases: readonly NamedPhase[]): ProgramRule[] {
  const rules = new Map<string, ProgramRule>();
  for (const phase of phases) {
    for (const { rule, title, text } of shownTexts(phase)) {
      // Each rule of conduct has a title of its own.
      const key = `${rule} ${title}`;
      const found = rules.get(key) ?? { rule, title, texts: [], without: [] };
      const same = found.texts.find((other) => inAnyPhase(other.text) === inAnyPhase(text));
      const texts = same
        ? found.texts.map((one) =>
            one === same ? { ...one, phases: [...one.phases, phase] } : one,
          )
        : [...found.texts, { phases: [phase], text }];
      rules.set(key, { ...found, texts });
    }
  }
  return [...rules.values()].map((rule) => ({
    ...rule,
    without: phases.filter((phase) => !rule.texts.some((text) => text.phases.includes(phase))),
  }));
}

/** A text without what only the name of its phase's type changes: a funded phase is a part of the challenge. */
const inAnyPhase = (text: string): string => text.replaceAll("the funded phase", "the challenge");

/** `Evaluation and Verification`. */
export const phaseNames = (phases: readonly Pick<NamedPhase, "name">[]): string =>
  new Intl.ListFormat("en").format(phases.map(({ name }) => name));

/** What a rule says, in one text: with the names of the phases where they differ. */
export const wholeText = ({ texts, without }: ProgramRule): string =>
  texts.length === 1 && without.length === 0
    ? (texts[0]?.text ?? "")
    : [
        ...texts.map(({ phases, text }) => `${phaseNames(phases)}: ${text}`),
        ...(without.length > 0 ? [`${phaseNames(without)}: no such rule.`] : []),
      ].join(" ");
