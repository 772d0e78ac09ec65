import { diffLines, wordDiff } from "diff";

/** A piece of a paragraph that changed. */
export interface DiffPart {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Lines of two texts: those that are the same, or what became of some lines, word by word. */
export type DiffBlock = { kind: "same"; lines: string[] } | { kind: "changed"; parts: DiffPart[] };

/** What changed from one text to another. Empty for equal ones. */
export function diffTexts(before: string, after: string): DiffBlock[] {
  const blocks: DiffBlock[] = [];
  let removed = "";
  let added = "";
  const endChange = () => {
    if (removed || added) blocks.push({ kind: "changed", parts: partsOf(removed, added) });
    removed = "";
    added = "";
  };
  // The last line is like the others.
  for (const part of diffLines(`${before}\n`, `${after}\n`)) {
    if (part.removed) removed += part.value;
    else if (part.added) added += part.value;
    else {
      endChange();
      blocks.push({ kind: "same", lines: part.value.replace(/\n$/, "").split("\n") });
    }
  }
  endChange();
  return blocks.some(({ kind }) => kind === "changed") ? blocks : [];
}

const partsOf = (before: string, after: string): DiffPart[] =>
  wordDiff.diff(before, after).map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
