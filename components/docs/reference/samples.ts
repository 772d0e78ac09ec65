import type { OperationObject } from "@/lib/openapi/schemas";

export interface Described {
  method: string;
  path: string;
  operation: OperationObject;
  /** The name of our own pages' cookie here. */
  cookie: string;
}

type Pair = [name: string, value: string];

const ownPages = new Set(["browser", "admin", "own-pages"]);

/** How callers show who they are, with a variable where their token belongs. */
function credentials({ method, operation, cookie }: Described, origin: string): Pair[] {
  const { "x-surface": surface, security } = operation;
  const headers: Pair[] = [];
  if (surface === "app" || surface === "app+session") {
    headers.push(["Authorization", "Bearer $APP_TOKEN"]);
  }
  if (surface === "app+session") headers.push(["X-Session-Token", "$SESSION_TOKEN"]);
  if (surface === "session") headers.push(["Authorization", "Bearer $CUSTOMER_TOKEN"]);
  if (security.some((way) => way.metrics)) headers.push(["Authorization", "Bearer $METRICS_TOKEN"]);
  if (surface === "browser" || surface === "admin") headers.push(["Cookie", `${cookie}=$COOKIE`]);
  // What our own pages write must come from our own origin.
  if (method !== "GET" && ownPages.has(surface)) headers.push(["Origin", origin]);
  return headers;
}

const shell = (name: string) => `$${name.toUpperCase().replaceAll("-", "_")}`;

/** Every header of the call; an idempotency key is the caller's own name for what they want. */
function headersOf(described: Described, origin: string): Pair[] {
  const { requestBody, parameters = [] } = described.operation;
  return [
    ...credentials(described, origin),
    ...(requestBody ? [["Content-Type", "application/json"] satisfies Pair] : []),
    ...parameters
      .filter((one) => one.in === "header")
      .map(({ name }): Pair => [name, name === "Idempotency-Key" ? "$ORDER_ID" : shell(name)]),
  ];
}

/** The address with variables for what it needs; what it may have besides is left out. */
function urlOf({ path, operation: { parameters = [] } }: Described, origin: string): string {
  const query = parameters
    .filter(({ in: place, required }) => place === "query" && required)
    .map(({ name }) => `${name}=${shell(name)}`);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => shell(name));
  return origin + filled + (query.length > 0 ? `?${query.join("&")}` : "");
}

export const exampleBody = ({ requestBody }: OperationObject): unknown =>
  requestBody?.content["application/json"]?.example;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The call for a terminal. Words with $ are the caller's to fill in. */
export function curlSample(described: Described, origin: string): string {
  const { method, operation } = described;
  const body = exampleBody(operation);
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}"${urlOf(described, origin)}"`];
  for (const [name, value] of headersOf(described, origin)) lines.push(`-H "${name}: ${value}"`);
  if (body !== undefined) lines.push(`-d ${quoted(JSON.stringify(body, null, 2))}`);
  return lines.join(" \\\n  ");
}

const camel = (name: string) =>
  name.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `Bearer $APP_TOKEN` as TypeScript: a template, or the variable alone. */
function value(text: string): string {
  const variable = /^\$(\w+)$/.exec(text)?.[1];
  if (variable) return camel(variable);
  if (!text.includes("$")) return `"${text}"`;
  return `\`${text.replaceAll(/\$(\w+)/g, (_, name: string) => `\${${camel(name)}}`)}\``;
}

const key = (name: string) => (/^\w+$/.test(name) ? name : `"${name}"`);

/** The call in TypeScript, with fetch. */
export function typescriptSample(described: Described, origin: string): string {
  const { method, operation } = described;
  const url = value(urlOf(described, origin));
  const body = exampleBody(operation);
  const headers = headersOf(described, origin);
  const options = [
    ...(method === "GET" ? [] : [`  method: "${method}",`]),
    ...(headers.length === 0
      ? []
      : [
          "  headers: {",
          ...headers.map(([name, text]) => `    ${key(name)}: ${value(text)},`),
          "  },",
        ]),
    ...(body === undefined ? [] : [`  body: JSON.stringify(${indented(body)}),`]),
  ];
  const call = options.length > 0 ? `fetch(${url}, {\n${options.join("\n")}\n})` : `fetch(${url})`;
  return `const answer = await ${call};\n${readingOf(operation)}`;
}

/** How the answer is read: there may be none, or none of JSON. */
function readingOf({ responses }: OperationObject): string {
  if (responses["204"]) return "if (!answer.ok) throw new Error(await answer.text());";
  const { content } = responses["200"] ?? {};
  const isText = content !== undefined && !content["application/json"];
  return `const result = await answer.${isText ? "text" : "json"}();`;
}

const indented = (body: unknown) =>
  JSON.stringify(body, null, 2)
    .replaceAll(/"(\w+)":/g, "$1:")
    .replaceAll("\n", "\n  ");
