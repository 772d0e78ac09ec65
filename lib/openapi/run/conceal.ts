const HIDDEN = "(kept on the server)";
// Created tokens work for anyone who has them: no page shows one.
const tokenFields = new Set(["access_token", "session_token"]);

// A page shows only the beginning of a long body.
const SHOWN = 64 * 1024;

const shownHeaders = [
  "content-type",
  "x-request-id",
  "link",
  "retry-after",
  "www-authenticate",
  "allow",
  "location",
  "cache-control",
  "etag",
  "content-disposition",
];

const without = (text: string, secrets: string[]): string =>
  secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);

/** A body as a page may show it: JSON indented, without tokens, of limited length. */
export function bodyToShow(text: string, secrets: string[]) {
  const pretty = without(indented(text) ?? text, secrets);
  return {
    text: pretty.slice(0, SHOWN),
    isJson: indented(text) !== null,
    cut: pretty.length > SHOWN,
  };
}

function indented(text: string): string | null {
  try {
    const hide = (key: string, value: unknown) => (tokenFields.has(key) ? HIDDEN : value);
    return JSON.stringify(JSON.parse(text), hide, 2);
  } catch {
    return null;
  }
}

/** The headers that are useful to a reader: without cookies and connection headers. */
export const headersToShow = (headers: Headers, secrets: string[]) =>
  shownHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [{ name, value: without(value, secrets) }];
  });
