import { styles } from "./styles";

/** Markup that is inserted into a page unescaped. */
export type Html = { readonly html: string };

/**
 * Builds markup. Inserted values are escaped, except markup. Lists are joined, and null inserts nothing.
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: ReadonlyArray<string | number | null | Html | readonly Html[]>
): Html {
  const shown = parts.map((part, index) => part + asText(values[index] ?? null));
  return { html: shown.join("") };
}

/** A whole page in the sandbox's style, light or dark as the system is. */
export function page(title: string, body: Html): string {
  const content = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ html: styles }}</style>
</head>
<body>${body}</body>
</html>`;
  return content.html;
}

function asText(value: string | number | null | Html | readonly Html[]): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escapeHtml(value);
  return "html" in value ? value.html : value.map(({ html }) => html).join("");
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
