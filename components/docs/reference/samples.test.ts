import { expect, test } from "vitest";
import type { OperationObject } from "@/lib/openapi/schemas";
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
const write = { method: "POST", path: "/v2/things/{thing_id}", operation };
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
  };
  delete (read.operation as Partial<OperationObject>).requestBody;
  read.operation.parameters = [];
  expect(curlSample(read, host)).toBe('curl "https://desk.example/api/health"');
  expect(typescriptSample(read, host)).toBe(
    'const answer = await fetch("https://desk.example/api/health");\nconst result = await answer.json();',
  );
});
