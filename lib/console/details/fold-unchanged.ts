import type { DetailStep } from "../schemas";

/** Whether a step only says that a system reported something which changed nothing. */
const isUnchanged = ({ what, notes }: DetailStep) =>
  what.kind === "changes" && what.changes.length === 0 && notes.length === 0;

/**
 * Folds neighbors of one source that changed nothing into one step, at the time of the last one. Their codes and ids are
 * its evidence.
 */
export function foldUnchanged(steps: DetailStep[]): DetailStep[] {
  const folded: { step: DetailStep; of: DetailStep[] }[] = [];
  for (const step of steps) {
    const last = folded.at(-1);
    const isSame = last && isUnchanged(last.step) && last.step.source === step.source;
    if (isSame && isUnchanged(step)) last.of.push(step);
    else folded.push({ step, of: [step] });
  }
  return folded.map(({ step, of }) => {
    const last = of.at(-1);
    if (!last || of.length === 1) return step;
    return {
      ...step,
      at: last.at,
      what: { kind: "titled", title: `${step.source}: nothing changed, ${of.length} times` },
      code: null,
      evidence: [...new Set(of.flatMap(({ code, evidence }) => [code ?? [], evidence].flat()))],
      ids: of.flatMap(({ ids }) => ids),
    };
  });
}
