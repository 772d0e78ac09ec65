import type { OperationObject } from "@/lib/openapi/schemas";

/** An operation of the OpenAPI document with its method and path. */
export interface Endpoint {
  method: string;
  path: string;
  operation: OperationObject;
  /** The name of the session cookie of our own pages. */
  cookie: string;
}

type Header = [name: string, value: string];

const ownPages = new Set(["browser", "admin", "own-pages"]);

/** The headers that authenticate the caller, with variables for tokens. */
function credentials({ method, operation, cookie }: Endpoint, origin: string): Header[] {
  const { "x-surface": surface, security } = operation;
  const headers: Header[] = [];
  if (surface === "app" || surface === "app+session") {
    headers.push(["Authorization", "Bearer $APP_TOKEN"]);
  }
  if (surface === "app+session") headers.push(["X-Session-Token", "$SESSION_TOKEN"]);
  if (surface === "session") headers.push(["Authorization", "Bearer $CUSTOMER_TOKEN"]);
  if (security.some(({ metrics }) => metrics))
    headers.push(["Authorization", "Bearer $METRICS_TOKEN"]);
  if (surface === "browser" || surface === "admin") headers.push(["Cookie", `${cookie}=$COOKIE`]);
  // Writes with the session cookie must come from our own origin.
  if (method !== "GET" && ownPages.has(surface)) headers.push(["Origin", origin]);
  return headers;
}

const shell = (name: string) => `$${name.toUpperCase().replaceAll("-", "_")}`;

/** All headers of the call. The idempotency key is the caller's id of the order. */
function headersOf(endpoint: Endpoint, origin: string): Header[] {
  const { requestBody, parameters = [] } = endpoint.operation;
  return [
    ...credentials(endpoint, origin),
    ...(requestBody ? [["Content-Type", "application/json"] satisfies Header] : []),
    ...parameters
      .filter((parameter) => parameter.in === "header")
      .map(({ name }): Header => [name, name === "Idempotency-Key" ? "$ORDER_ID" : shell(name)]),
  ];
}

/** The URL, with variables for its required parameters; optional ones are omitted. */
function urlOf({ path, operation: { parameters = [] } }: Endpoint, origin: string): string {
  const query = parameters
    .filter(({ in: location, required }) => location === "query" && required)
    .map(({ name }) => `${name}=${shell(name)}`);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => shell(name));
  return origin + filled + (query.length > 0 ? `?${query.join("&")}` : "");
}

export const exampleBody = ({ requestBody }: OperationObject): unknown =>
  requestBody?.content["application/json"]?.example;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The call with curl. The caller fills in the variables. */
export function curlSample(endpoint: Endpoint, origin: string): string {
  const { method, operation } = endpoint;
  const body = exampleBody(operation);
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}"${urlOf(endpoint, origin)}"`];
  for (const [name, value] of headersOf(endpoint, origin)) lines.push(`-H "${name}: ${value}"`);
  if (body !== undefined) lines.push(`-d ${quoted(JSON.stringify(body, null, 2))}`);
  return lines.join(" \\\n  ");
}

const camel = (name: string) =>
  name.toLowerCase().replaceAll(/_(\w)/g, (_, character: string) => character.toUpperCase());

/** `Bearer $APP_TOKEN` as TypeScript: a template, or the variable alone. */
function value(text: string): string {
  const variable = /^\$(\w+)$/.exec(text)?.[1];
  if (variable) return camel(variable);
  if (!text.includes("$")) return `"${text}"`;
  return `\`${text.replaceAll(/\$(\w+)/g, (_, name: string) => `\${${camel(name)}}`)}\``;
}

const key = (name: string) => (/^\w+$/.test(name) ? name : `"${name}"`);

/** The call with fetch, in TypeScript. */
export function typescriptSample(endpoint: Endpoint, origin: string): string {
  const { method, operation } = endpoint;
  const url = value(urlOf(endpoint, origin));
  const body = exampleBody(operation);
  const headers = headersOf(endpoint, origin);
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
  return `const response = await ${call};\n${readResponse(operation)}`;
}

/** The code that reads the response, which may be empty or not JSON. */
function readResponse({ responses }: OperationObject): string {
  if (responses["204"]) return "if (!response.ok) throw new Error(await response.text());";
  const { content } = responses["200"] ?? {};
  const isText = content !== undefined && !content["application/json"];
  return `const result = await response.${isText ? "text" : "json"}();`;
}

const indented = (body: unknown) =>
  JSON.stringify(body, null, 2)
    .replaceAll(/"(\w+)":/g, "$1:")
    .replaceAll("\n", "\n  ");
