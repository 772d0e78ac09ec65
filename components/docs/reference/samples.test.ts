import { expect, test } from "vitest";
import { openApiDocument } from "@/lib/openapi";
import type { OperationObject } from "@/lib/openapi/schemas";
import { findEndpoint } from "./find-endpoint";
import { curlSample, typescriptSample } from "./samples";

// Built once, before the tests: it takes seconds on a busy machine.
const document = openApiDocument();

const operation: OperationObject = {
  operationId: "x",
  tags: ["Payments"],
  summary: "X",
  security: [],
  responses: {},
  "x-surface": "app+session",
  "x-error-codes": [],
  "x-run": { by: "anyone", write: true, effect: "", ids: {} },
  parameters: [{ name: "Idempotency-Key", in: "header", schema: {} }],
  requestBody: { required: true, content: { "application/json": { example: { it: "isn't" } } } },
};
const cookie = "__Secure-next-auth.session-token";
const write = { method: "POST", path: "/v2/things/{thing_id}", operation, cookie };
const host = "https://desk.example";

test("curlSample: a write → method, URL, tokens as variables, idempotency key and body", () => {
  expect(curlSample(write, host)).toBe(
    `curl -X POST "https://desk.example/v2/things/$THING_ID" \\
  -H "Authorization: Bearer $APP_TOKEN" \\
  -H "X-Session-Token: $SESSION_TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $ORDER_ID" \\
  -d '{
  "it": "isn'\\''t"
}'`,
  );
});

test("typescriptSample: a write → the same, with TypeScript variables", () => {
  const sample = typescriptSample(write, host);
  expect(sample).toMatch(/fetch\(`https:\/\/desk\.example\/v2\/things\/\$\{thingId\}`, \{/);
  expect(sample).toMatch(/Authorization: `Bearer \$\{appToken\}`,/);
  expect(sample).toContain('"X-Session-Token": sessionToken,');
  expect(sample).toContain('    it: "isn\'t"');
});

test("samples: a public read → only its URL", () => {
  const read = {
    method: "GET",
    path: "/api/health",
    operation: { ...operation, "x-surface": "public" },
    cookie,
  };
  delete (read.operation as Partial<OperationObject>).requestBody;
  read.operation.parameters = [];
  expect(curlSample(read, host)).toBe('curl "https://desk.example/api/health"');
  expect(typescriptSample(read, host)).toBe(
    'const response = await fetch("https://desk.example/api/health");\nconst result = await response.json();',
  );
});

const documented = (id: string) => {
  const endpoint = findEndpoint(document, id);
  if (!endpoint) throw new Error(`no ${id}`);
  return endpoint;
};

test("samples: a write of our own pages → their origin and this environment's cookie", () => {
  const { name = "" } = document.components.securitySchemes.browser ?? {};
  for (const id of ["editProfile", "performAction"]) {
    expect(curlSample(documented(id), host)).toContain(`-H "Cookie: ${name}=$COOKIE"`);
    expect(curlSample(documented(id), host)).toContain(`-H "Origin: ${host}"`);
  }
  expect(curlSample(documented("browserSignUp"), host)).toContain(`-H "Origin: ${host}"`);
  expect(typescriptSample({ ...documented("performAction"), cookie }, host)).toContain(
    `Cookie: \`${cookie}=\${cookie}\`,\n    Origin: "${host}",`,
  );
  expect(curlSample(documented("listConsole"), host)).not.toContain("Origin");
  expect(curlSample(documented("createCheckout"), host)).not.toContain("Origin");
});

test("samples: required query parameters and headers → in the sample, and the response read by its type", () => {
  expect(curlSample(documented("listOwnIds"), host)).toContain(`${host}/api/docs/ids?kind=$KIND"`);
  expect(typescriptSample(documented("listOwnIds"), host)).toMatch(/ids\?kind=\$\{kind\}`/);
  expect(curlSample(documented("receiveStripeEvent"), host)).toContain(
    '-H "Stripe-Signature: $STRIPE_SIGNATURE"',
  );
  const metrics = typescriptSample(documented("getMetrics"), host);
  expect(metrics).toMatch(/Authorization: `Bearer \$\{metricsToken\}`/);
  expect(metrics).toContain("await response.text()");
});
