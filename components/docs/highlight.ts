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

const isLanguage = (name: string): name is keyof typeof languages => name in languages;

/** The language of a fenced code block, from its class `language-bash`. Throws for an unknown one. */
export function toLanguage(className: string): Language {
  const name = className.replace("language-", "");
  if (!isLanguage(name)) throw new Error(`no highlighting for ${className}`);
  return name;
}

const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

/**
 * The tokens of code, for highlighting. Only for the server: the library is large, and the browser needs
 * neither it nor its HTML to show the tokens.
 */
export function highlight(code: string, language: Language): Token[] {
  if (language === "text") return code === "" ? [] : [[code, null]];
  const { value } = hljs.highlight(code, { language });
  const tokens: Token[] = [];
  const kinds: string[] = [];
  for (const [part, kind] of value.matchAll(/<span class="hljs-([\w-]+)[^"]*">|<\/span>|[^<]+/g)) {
    if (kind !== undefined) kinds.push(kind);
    else if (part === "</span>") kinds.pop();
    else add(tokens, unescaped(part), kinds.at(-1) ?? null);
  }
  return tokens;
}

const unescaped = (html: string) => html.replaceAll(/&[#\w]+;/g, (name) => entities[name] ?? name);

function add(tokens: Token[], text: string, kind: string | null) {
  const last = tokens.at(-1);
  if (last?.[1] === kind) last[0] += text;
  else tokens.push([text, kind]);
}
