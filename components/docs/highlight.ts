import type {} from "highlight.js";
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import go from "highlight.js/lib/languages/go";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import type { Token } from "@/lib/openapi/schemas";

const languages = { bash, go, json, python, typescript };
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
export type Language = keyof typeof languages | "text";

const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

/**
 * Code in coloured pieces. For the server alone: the library is large, and the pieces need neither it
 * nor any HTML in the browser.
 */
export function highlight(code: string, language: Language): Token[] {
  if (language === "text") return code === "" ? [] : [[code, null]];
  const { value } = hljs.highlight(code, { language });
  const tokens: Token[] = [];
  const kinds: string[] = [];
  for (const [piece, kind] of value.matchAll(/<span class="hljs-([\w-]+)[^"]*">|<\/span>|[^<]+/g)) {
    if (kind !== undefined) kinds.push(kind);
    else if (piece === "</span>") kinds.pop();
    else add(tokens, plain(piece), kinds.at(-1) ?? null);
  }
  return tokens;
}

const plain = (piece: string) => piece.replaceAll(/&[#\w]+;/g, (name) => entities[name] ?? name);

function add(tokens: Token[], text: string, kind: string | null) {
  const last = tokens.at(-1);
  if (last?.[1] === kind) last[0] += text;
  else tokens.push([text, kind]);
}
