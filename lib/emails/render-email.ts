import { env } from "@/lib/core/env";
import { shortenMiddle } from "@/lib/core/format";
import type { EmailContent } from "./email-content";

/** An email as it is sent: the same content as plain text and as HTML. */
export interface RenderedEmail {
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
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Joins lines: names of people and programs may contain line breaks, and a header must not. */
const joinLines = (text: string) => text.replace(/[\p{Cc}\s]+/gu, " ").trim();

// Characters of names in any script; nothing that a mail program turns into a link.
const NAME = /^[\p{L}\p{M} '’.-]+$/u;
const DOMAIN_LIKE = /\.[\p{L}\p{M}]/u;

/**
 * Greets a customer by name only if the name looks like a name. Anyone can sign up with another person's address and
 * any text as a name: the firm must not send "You won, see evil.example" to a stranger.
 */
function greet(name: string | null): string {
  const line = joinLines(name ?? "");
  const isName = NAME.test(line) && /\p{L}/u.test(line) && !DOMAIN_LIKE.test(line);
  return isName ? `Hello ${line},` : "Hello,";
}

/** Renders an email of the firm as text and as HTML, in which every value is escaped. */
export function renderEmail(content: EmailContent): RenderedEmail {
  const { APP_URL, FIRM_NAME, FIRM_ADDRESS, SUPPORT_EMAIL } = env();
  const linkTo = ({ text, path }: EmailContent["link"]) => ({
    text,
    url: new URL(path, APP_URL).href,
  });
  const parts = {
    subject: joinLines(content.subject),
    greeting: greet(content.name),
    paragraphs: content.paragraphs.map(joinLines),
    details: content.details.map(([name, value]): [string, string] => [name, joinLines(value)]),
    link: linkTo(content.link),
    more: content.more && linkTo(content.more),
    help: `Questions? Reply to this email or contact ${SUPPORT_EMAIL} (reference: ${content.reference}).`,
    sender: [FIRM_NAME, ...FIRM_ADDRESS],
  };
  return { subject: parts.subject, text: asText(parts), html: asHtml(parts) };
}

interface EmailLink {
  text: string;
  url: string;
}

interface EmailParts {
  subject: string;
  greeting: string;
  paragraphs: string[];
  details: [string, string][];
  link: EmailLink;
  more: EmailLink | undefined;
  help: string;
  /** The firm's name and the lines of its address. */
  sender: string[];
}

function asText({ greeting, paragraphs, details, link, more, help, sender }: EmailParts): string {
  const width = Math.max(...details.map(([name]) => name.length)) + 2;
  const rows = details.map(([name, value]) => `${`${name}:`.padEnd(width)}${value}`);
  const parts = [
    greeting,
    ...paragraphs,
    rows.join("\n"),
    [link, ...(more ? [more] : [])].map(({ text, url }) => `${text}: ${url}`).join("\n"),
    help,
    sender.join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The colors of the pages: light in attributes, which every mail program reads, and dark in a style sheet. */
const light = {
  ground: "#f4f2ed",
  surface: "#ffffff",
  line: "#eae7e0",
  text: "#1c1b18",
  dim: "#6a665c",
  accent: "#2e47af",
};
const darkStyles = [
  ".ground{background:#131210!important}",
  ".surface{background:#1b1a17!important;border-color:#2c2a26!important}",
  ".text{color:#edebe6!important}",
  ".dim{color:#aaa69b!important}",
  ".line{border-color:#2c2a26!important}",
  ".action{background:#4c69d6!important}",
].join("");
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TABLE = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"';

const ID = /^[a-z]+_[0-9a-f]{32}$/;

/** An id as pages show it, so that it fits on a phone. The console finds it in this form too; the text has it whole. */
const shortenId = (value: string) => (ID.test(value) ? shortenMiddle(value) : value);

// Tables and attributes, because mail programs lay out little else. The hidden line is what a list of emails shows
// beside the subject.
function asHtml({
  subject,
  greeting,
  paragraphs,
  details,
  link,
  more,
  help,
  sender,
}: EmailParts): string {
  const cell = `padding:10px 0;border-top:1px solid ${light.line};vertical-align:top`;
  const rows = details.map(
    ([name, value]) =>
      `<tr><td class="dim line" style="${cell};padding-right:24px;color:${light.dim}">${escapeHtml(name)}</td><td class="text line" style="${cell};text-align:right;overflow-wrap:anywhere">${escapeHtml(shortenId(value))}</td></tr>`,
  );
  const small = `margin:0 0 4px;font-size:13px;color:${light.dim}`;
  const [firm = "", ...address] = sender;
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title><style>@media (prefers-color-scheme:dark){${darkStyles}}</style></head>`,
    `<body class="ground" style="margin:0;padding:0;background:${light.ground}">`,
    `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(paragraphs[0] ?? subject)}</div>`,
    `<table ${TABLE} class="ground" style="background:${light.ground}"><tr><td align="center" style="padding:32px 16px">`,
    `<table ${TABLE} style="max-width:560px;font-size:16px;line-height:1.5;${FONT}">`,
    `<tr><td class="text" style="padding:0 4px 16px;font-size:18px;font-weight:600;color:${light.text}">${escapeHtml(firm)}</td></tr>`,
    `<tr><td class="surface text" style="padding:12px 28px 28px;background:${light.surface};border:1px solid ${light.line};border-radius:12px;color:${light.text};text-align:left">`,
    ...[greeting, ...paragraphs].map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    `<table ${TABLE} class="line" style="margin:24px 0;border-bottom:1px solid ${light.line};font-size:14px;font-variant-numeric:tabular-nums">${rows.join("")}</table>`,
    `<a class="action" href="${escapeHtml(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${light.accent};color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(link.text)}</a>`,
    more
      ? `<p style="margin:16px 0 0;font-size:14px"><a class="text" href="${escapeHtml(more.url)}" style="color:${light.text}">${escapeHtml(more.text)}</a></p>`
      : "",
    "</td></tr>",
    `<tr><td style="padding:20px 4px 0;text-align:left">${[help, [firm, ...address].join(" · ")].map((line) => `<p class="dim" style="${small}">${escapeHtml(line)}</p>`).join("")}</td></tr>`,
    "</table></td></tr></table></body></html>",
  ].join("\n");
}
