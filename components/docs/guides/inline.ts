export type Inline =
  | { kind: "plain" | "code" | "strong"; text: string; at: number }
  | { kind: "link"; text: string; href: string; at: number };

const MARK = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** A text of a guide in pieces: `code`, **strong** and [links](/to). `at` is where a piece begins. */
export function inline(text: string): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  const plain = (until: number) => {
    if (until > end) pieces.push({ kind: "plain", text: text.slice(end, until), at: end });
  };
  for (const match of text.matchAll(MARK)) {
    const [whole, code, strong, words, href] = match;
    const at = match.index;
    plain(at);
    if (code) pieces.push({ kind: "code", text: code, at });
    else if (strong) pieces.push({ kind: "strong", text: strong, at });
    else if (words && href) pieces.push({ kind: "link", text: words, href, at });
    end = at + whole.length;
  }
  plain(text.length);
  return pieces;
}

/** The same without its marks, for the search. */
export const withoutMarks = (text: string): string =>
  inline(text)
    .map((piece) => piece.text)
    .join("");
