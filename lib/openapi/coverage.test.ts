import { expect, test } from "vitest";
import { eventTypes } from "@/lib/webhooks/schemas";
import { call } from "@/testing/api";
import { ajvOf, bodySchemaAt, schemaAt } from "@/testing/contract";
import { exportsOf, methods, patterns } from "@/testing/routes";
import { surfaces } from "@/testing/surfaces";
import { openApiDocument } from "./document";
import { errorCodesOf } from "./error-codes";
import { methodOf, pathOf } from "./operation";
import { operations } from "./operations";
import type { JsonSchema } from "./schemas";

const CATCH_ALL = "/api/[[...path]]";
const document = openApiDocument();

/** The methods that a route has something to say to. */
async function answered(pattern: string): Promise<string[]> {
  const handlers = await exportsOf(pattern);
  const { headers } = await call(handlers.OPTIONS ?? (async () => new Response()), {
    method: "OPTIONS",
    path: pattern,
  });
  const allowed = (headers.get("allow") ?? "").split(", ");
  return methods.filter((method) => allowed.includes(method)).map((m) => `${m} ${pattern}`);
}

test("every method of every route is documented, and nothing is that isn't there", async () => {
  const named = patterns.filter((pattern) => pattern !== CATCH_ALL);
  const found = (await Promise.all(named.map(answered))).flat();
  expect([...new Set(operations.map(({ route }) => route))].sort()).toEqual(found.sort());
});

test("surfaces and scopes are those that the walls are tested by", () => {
  for (const { id, route, surface, scope } of operations) {
    const wall = surfaces[route];
    expect([id, surface, scope]).toEqual([id, wall?.surface, wall?.scope]);
  }
});

test("names and addresses are each one operation's", () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const addresses = operations.map((one) => `${methodOf(one)} ${pathOf(one)}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test("it is an OpenAPI 3.1 document in which every reference leads somewhere", () => {
  expect(document.openapi).toBe("3.1.0");
  const text = JSON.stringify(document);
  for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(document.components.schemas).toHaveProperty(name);
  }
  expect(text).not.toContain("$defs");
});

test("every path parameter of an address is described as one, and no other", () => {
  for (const [path, methodsOfPath] of Object.entries(document.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(methodsOfPath)) {
      expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(named);
    }
  }
});

test("every example is what its schema says", () => {
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

test("each event is described as it is sent", () => {
  expect(Object.keys(document.webhooks)).toEqual([...eventTypes]);
  const ajv = ajvOf(document);
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    const { schema = {}, example } = post.requestBody.content["application/json"] ?? {};
    expect([type, ajv.validate(schema, example) ? [] : ajv.errors]).toEqual([type, []]);
    expect(schema.properties?.type?.const).toBe(type);
    expect(schema.properties?.data?.required).toContain("user_id");
  }
});

test("who must show who they are is told how, by a scheme of the document", () => {
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

test("a token request is described as strictly as it is taken", () => {
  const { schema } =
    document.paths["/v2/oauth/token"]?.post?.requestBody?.content["application/json"] ?? {};
  expect(schema?.required).toEqual(["grant_type"]);
  expect(schema?.properties?.grant_type?.const).toBe("client_credentials");
  for (const name of ["client_id", "client_secret"]) {
    expect(schema?.properties?.[name]?.description).toContain("Required, unless HTTP Basic");
  }
  const refused = document.paths["/v2/oauth/token"]?.post?.responses[400];
  expect(refused?.content?.["application/json"]?.schema?.required).toContain("error_description");
});

test("every field that partners send or get says what it is", () => {
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

test("a sign-in's code is the second factor's, not an error's", () => {
  for (const path of ["/prop/auth/login", "/v2/auth/login"]) {
    const body = document.paths[path]?.post?.requestBody?.content["application/json"]?.schema;
    expect(body?.properties?.code?.description).toMatch(/second factor/);
  }
});

test("a write says what it does, for whoever runs it", () => {
  const mute = operations.filter((one) => methodOf(one) !== "GET" && !one.readOnly && !one.effect);
  expect(mute.map(({ id }) => id).sort()).toEqual([
    "browserSignIn",
    "browserSignOut",
    "runOperation",
  ]);
});

test("the codes of the walls are each operation's by itself", () => {
  const codes = (id: string) => errorCodesOf(operations.find((one) => one.id === id) ?? never());
  expect(codes("createCheckout")).toEqual(
    expect.arrayContaining(["UNAUTHENTICATED", "SCOPE_MISSING", "CROSS_ORIGIN", "RATE_LIMITED"]),
  );
  expect(codes("getHealth")).toEqual(["INTERNAL", "UNAVAILABLE"]);
});

function never(): never {
  throw new Error("no such operation");
}
