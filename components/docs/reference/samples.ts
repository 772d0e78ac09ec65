import type { OperationObject } from "@/lib/openapi/schemas";

export interface Described {
  method: string;
  path: string;
  operation: OperationObject;
}

type Pair = [name: string, value: string];

/** What goes into the headers, with a variable where the caller's token belongs. */
function credentials({ "x-surface": surface, requestBody }: OperationObject): Pair[] {
  const headers: Pair[] = [];
  if (surface === "app" || surface === "app+session") {
    headers.push(["Authorization", "Bearer $APP_TOKEN"]);
  }
  if (surface === "app+session") headers.push(["X-Session-Token", "$SESSION_TOKEN"]);
  if (surface === "session") headers.push(["Authorization", "Bearer $CUSTOMER_TOKEN"]);
  if (surface === "browser" || surface === "admin") {
    headers.push(["Cookie", "next-auth.session-token=$COOKIE"]);
  }
  if (requestBody) headers.push(["Content-Type", "application/json"]);
  return headers;
}

const hasKey = ({ parameters = [] }: OperationObject) =>
  parameters.some(({ name }) => name === "Idempotency-Key");

export const exampleBody = ({ requestBody }: OperationObject): unknown =>
  requestBody?.content["application/json"]?.example;

const shell = (name: string) => `$${name.toUpperCase()}`;
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The call for a terminal. Words with $ are the caller's to fill in. */
export function curlSample({ method, path, operation }: Described, origin: string): string {
  const url = origin + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => shell(name));
  const body = exampleBody(operation);
  const lines = [`curl ${method === "GET" ? "" : `-X ${method} `}"${url}"`];
  for (const [name, value] of credentials(operation)) lines.push(`-H "${name}: ${value}"`);
  if (hasKey(operation)) lines.push('-H "Idempotency-Key: $ORDER_ID"');
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
export function typescriptSample({ method, path, operation }: Described, origin: string): string {
  const url = value(origin + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => shell(name)));
  const body = exampleBody(operation);
  const headers = credentials(operation);
  if (hasKey(operation)) headers.push(["Idempotency-Key", "$ORDER_ID"]);
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
  const last = operation.responses["204"]
    ? "if (!answer.ok) throw new Error(await answer.text());"
    : "const result = await answer.json();";
  return `const answer = await ${call};\n${last}`;
}

const indented = (body: unknown) =>
  JSON.stringify(body, null, 2)
    .replaceAll(/"(\w+)":/g, "$1:")
    .replaceAll("\n", "\n  ");
