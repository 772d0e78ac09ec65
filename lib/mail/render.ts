import { env } from "@/lib/env";
import type { Letter } from "./letter";

/** A letter as it is sent: the same in plain text and in simple HTML. */
export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** One line: what people and catalogs are called may hold line breaks, and a header must not. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\s]+/gu, " ").trim();

// Letters of any script, and what stands between them in a name; nothing that a mail program makes a link.
const NAME = /^[\p{L}\p{M} '’.-]+$/u;
const LETTER_AFTER_DOT = /\.[\p{L}\p{M}]/u;

/**
 * Nobody has to prove that the address at sign-up is theirs, and a name is any text: without this a
 * stranger could have the firm write "You won, see evil.example" to whom they like.
 */
function greet(name: string | null): string {
  const line = oneLine(name ?? "");
  const isName = NAME.test(line) && /\p{L}/u.test(line) && !LETTER_AFTER_DOT.test(line);
  return isName ? `Hello ${line},` : "Hello,";
}

/** Renders a letter in the firm's name, every word in it escaped. */
export function render(letter: Letter): Rendered {
  const { APP_URL, FIRM_NAME, SUPPORT_EMAIL } = env();
  const said = {
    greeting: greet(letter.name),
    paragraphs: letter.paragraphs.map(oneLine),
    facts: letter.facts.map(([name, value]): [string, string] => [name, oneLine(value)]),
    link: { text: letter.link.text, url: new URL(letter.link.path, APP_URL).href },
    help: `Questions? Write to ${SUPPORT_EMAIL} and quote ${letter.reference}.`,
    firm: FIRM_NAME,
  };
  return { subject: oneLine(letter.subject), text: asText(said), html: asHtml(said) };
}

interface Said {
  greeting: string;
  paragraphs: string[];
  facts: [string, string][];
  link: { text: string; url: string };
  help: string;
  firm: string;
}

function asText({ greeting, paragraphs, facts, link, help, firm }: Said): string {
  const width = Math.max(...facts.map(([name]) => name.length)) + 2;
  const rows = facts.map(([name, value]) => `${`${name}:`.padEnd(width)}${value}`);
  const parts = [greeting, ...paragraphs, rows.join("\n"), `${link.text}: ${link.url}`, help, firm];
  return `${parts.join("\n\n")}\n`;
}

const GREY = "color:#6b6963";

function asHtml({ greeting, paragraphs, facts, link, help, firm }: Said): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td style="padding:4px 24px 4px 0;${GREY}">${escaped(name)}</td><td style="padding:4px 0;overflow-wrap:anywhere">${escaped(value)}</td></tr>`,
  );
  return [
    '<!doctype html><html lang="en"><body style="margin:0;padding:32px 16px;font:16px/1.5 system-ui,sans-serif;color:#1f1e1c;background:#fff"><div style="max-width:560px;margin:0 auto">',
    ...[greeting, ...paragraphs].map((words) => `<p>${escaped(words)}</p>`),
    `<table style="margin:24px 0;border-collapse:collapse;font-variant-numeric:tabular-nums">${rows.join("")}</table>`,
    `<p><a href="${escaped(link.url)}">${escaped(link.text)}</a></p>`,
    `<p style="${GREY};font-size:14px">${escaped(help)}</p>`,
    `<p style="${GREY};font-size:14px">${escaped(firm)}</p>`,
    "</div></body></html>",
  ].join("\n");
}
