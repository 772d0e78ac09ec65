import { expect, test } from "vitest";
import { methodOf, pathOf } from "@/lib/http/operation";
import { eventTypes } from "@/lib/webhooks/schemas";
import { callHandler } from "@/testing/http/call-handler";
import { ajvOf, bodySchemaAt, schemaAt } from "@/testing/http/contract";
import { exportsOf, methods, readPatterns } from "@/testing/http/routes";
import { operations } from "./all-operations";
import { openApiDocument } from "./document";
import { errorCodesOf } from "./error-codes";
import type { JsonSchema } from "./schemas";

const CATCH_ALL = "/api/[[...path]]";
const document = openApiDocument();

/** The methods that a route handles. */
async function handledMethods(pattern: string): Promise<string[]> {
  const handlers = await exportsOf(pattern);
  const { headers } = await callHandler(handlers.OPTIONS ?? (async () => new Response()), {
    method: "OPTIONS",
    path: pattern,
  });
  const allowed = (headers.get("allow") ?? "").split(", ");
  return methods.filter((method) => allowed.includes(method)).map((m) => `${m} ${pattern}`);
}

test("openApiDocument: every method of every route → documented, and nothing else is", async () => {
  const named = readPatterns().filter((pattern) => pattern !== CATCH_ALL);
  const found = (await Promise.all(named.map(handledMethods))).flat();
  expect([...new Set(operations.map(({ route }) => route))].sort()).toEqual(found.sort());
});

test("operations: ids and paths with methods → unique", () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const addresses = operations.map((one) => `${methodOf(one)} ${pathOf(one)}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test("openApiDocument: the document → valid OpenAPI 3.1, every reference resolves", () => {
  expect(document.openapi).toBe("3.1.0");
  const text = JSON.stringify(document);
  for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(document.components.schemas).toHaveProperty(name);
  }
  expect(text).not.toContain("$defs");
});

test("openApiDocument: path parameters → exactly those of the path", () => {
  for (const [path, methodsOfPath] of Object.entries(document.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(methodsOfPath)) {
      expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(named);
    }
  }
});

test("openApiDocument: every example → valid for its schema", () => {
  const ajv = ajvOf(document);
  for (const [path, methodsOfPath] of Object.entries(document.paths)) {
    for (const [method, { responses, requestBody }] of Object.entries(methodsOfPath)) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        const example = content["application/json"]?.example;
        if (example === undefined) continue;
        const valid = ajv.validate(schemaAt(path, method, status), example);
        expect([path, method, status, valid ? [] : ajv.errors]).toEqual([path, method, status, []]);
      }
      const body = requestBody?.content["application/json"];
      if (!body) continue;
      expect([path, ajv.validate(bodySchemaAt(path, method), body.example)]).toEqual([path, true]);
    }
  }
});

test("openApiDocument: each webhook → described as it is sent", () => {
  expect(Object.keys(document.webhooks)).toEqual([...eventTypes]);
  const ajv = ajvOf(document);
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    const { schema = {}, example } = post.requestBody.content["application/json"] ?? {};
    expect([type, ajv.validate(schema, example) ? [] : ajv.errors]).toEqual([type, []]);
    expect(schema.properties?.type?.const).toBe(type);
    expect(schema.properties?.data?.required).toContain("user_id");
  }
});

test("openApiDocument: an operation that needs credentials → a security scheme of the document", () => {
  const all = Object.values(document.paths).flatMap((methodsOfPath) =>
    Object.values(methodsOfPath),
  );
  const waysOf = (id: string) => all.find((one) => one.operationId === id)?.security;
  const open = all.filter(
    (one) => one["x-error-codes"].includes("UNAUTHENTICATED") && one.security.length === 0,
  );
  expect(open.map((one) => one.operationId)).toEqual([]);
  for (const scheme of all.flatMap((one) => one.security).flatMap(Object.keys)) {
    expect(document.components.securitySchemes).toHaveProperty(scheme);
  }
  expect(waysOf("getMetrics")).toEqual([{ metrics: [] }]);
  expect(waysOf("createAppToken")).toEqual([{ client: [] }, {}]);
  const stripe = all.find((one) => one.operationId === "receiveStripeEvent")?.parameters;
  expect(stripe).toEqual([
    expect.objectContaining({ name: "Stripe-Signature", in: "header", required: true }),
  ]);
});

test("openApiDocument: createAppToken → the required fields of its schema", () => {
  const { schema } =
    document.paths["/v2/oauth/token"]?.post?.requestBody?.content["application/json"] ?? {};
  expect(schema?.required).toEqual(["grant_type"]);
  expect(schema?.properties?.grant_type?.const).toBe("client_credentials");
  for (const name of ["client_id", "client_secret"]) {
    expect(schema?.properties?.[name]?.description).toContain("Required unless you use HTTP Basic");
  }
  const rejected = document.paths["/v2/oauth/token"]?.post?.responses[400];
  expect(rejected?.content?.["application/json"]?.schema?.required).toContain("error_description");
});

test("openApiDocument: every field for partners → a description", () => {
  const silent: string[] = [];
  const look = (schema: JsonSchema, where: string) => {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      if (!field.description) silent.push(`${where}.${name}`);
      look(field, `${where}.${name}`);
    }
    for (const inner of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
      if (inner) look(inner, where);
    }
  };
  for (const [name, schema] of Object.entries(document.components.schemas)) look(schema, name);
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    look(post.requestBody.content["application/json"]?.schema ?? {}, type);
  }
  for (const methodsOfPath of Object.values(document.paths)) {
    for (const operation of Object.values(methodsOfPath)) {
      if (["Browser", "Console", "Service", "Profile"].includes(operation.tags[0] ?? "")) continue;
      const { operationId: id, parameters = [], requestBody, responses } = operation;
      silent.push(
        ...parameters.filter((one) => !one.description).map(({ name }) => `${id}.${name}`),
      );
      const bodies = [
        requestBody,
        ...Object.entries(responses)
          .filter(([s]) => s < "300")
          .map(([, r]) => r),
      ];
      for (const body of bodies) look(body?.content?.["application/json"]?.schema ?? {}, id);
    }
  }
  expect(silent).toEqual([]);
});

test("openApiDocument: `code` of a sign-in → described as a two-factor code", () => {
  for (const path of ["/prop/auth/login", "/v2/auth/login"]) {
    const body = document.paths[path]?.post?.requestBody?.content["application/json"]?.schema;
    expect(body?.properties?.code?.description).toMatch(/^Two-factor code/);
  }
});

test("operations: every write → an effect for the Run form", () => {
  const mute = operations.filter(
    (one) => methodOf(one) !== "GET" && !one.isReadOnly && !one.effect,
  );
  expect(mute.map(({ id }) => id).sort()).toEqual([
    "browserSignIn",
    "browserSignOut",
    "runOperation",
  ]);
});

test("every operation: the codes of its auth boundary → documented without being listed", () => {
  const codes = (id: string) => errorCodesOf(operations.find((one) => one.id === id) ?? never());
  expect(codes("createCheckout")).toEqual(
    expect.arrayContaining(["UNAUTHENTICATED", "SCOPE_MISSING", "CROSS_ORIGIN", "RATE_LIMITED"]),
  );
  expect(codes("getHealth")).toEqual(["INTERNAL", "UNAVAILABLE"]);
});

function never(): never {
  throw new Error("no such operation");
}

test("openApiDocument: the tag of each operation → a part of the reference with a description", () => {
  const described = new Set(document.tags.map(({ name }) => name));
  const used = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ tags }) => tags),
  );
  expect(used.filter((tag) => !described.has(tag))).toEqual([]);
});
