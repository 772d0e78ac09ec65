import { expect, test } from "vitest";
import { openApiDocument } from "@/lib/openapi";
import type { OperationObject } from "@/lib/openapi/schemas";
import { describedOf } from "./described-of";
import { curlSample, typescriptSample } from "./samples";

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

test("curl has the method, the reader's address, tokens as variables, the key and the body", () => {
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

test("TypeScript has the same, as variables of its own", () => {
  const sample = typescriptSample(write, host);
  expect(sample).toMatch(/fetch\(`https:\/\/desk\.example\/v2\/things\/\$\{thingId\}`, \{/);
  expect(sample).toMatch(/Authorization: `Bearer \$\{appToken\}`,/);
  expect(sample).toContain('"X-Session-Token": sessionToken,');
  expect(sample).toContain('    it: "isn\'t"');
});

test("a read of anybody needs nothing but its address", () => {
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
    'const answer = await fetch("https://desk.example/api/health");\nconst result = await answer.json();',
  );
});

const documented = (id: string) => {
  const described = describedOf(openApiDocument(), id);
  if (!described) throw new Error(`no ${id}`);
  return described;
};

test("a write of our own pages comes from their origin, with this environment's cookie", () => {
  const { name = "" } = openApiDocument().components.securitySchemes.browser ?? {};
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

test("what an address or a head needs is in the sample, and the answer is read as what it is", () => {
  expect(curlSample(documented("listOwnIds"), host)).toContain(`${host}/api/docs/ids?kind=$KIND"`);
  expect(typescriptSample(documented("listOwnIds"), host)).toMatch(/ids\?kind=\$\{kind\}`/);
  expect(curlSample(documented("receiveStripeEvent"), host)).toContain(
    '-H "Stripe-Signature: $STRIPE_SIGNATURE"',
  );
  const metrics = typescriptSample(documented("getMetrics"), host);
  expect(metrics).toMatch(/Authorization: `Bearer \$\{metricsToken\}`/);
  expect(metrics).toContain("await answer.text()");
});
