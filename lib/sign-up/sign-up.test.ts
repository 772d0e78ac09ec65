import { beforeAll, describe, expect, test } from "vitest";
import { newApp } from "@/testing/actors/app";
import { anonymous } from "@/testing/actors/credentials";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

let app: Awaited<ReturnType<typeof newApp>>;
beforeAll(async () => {
  app = await newApp();
});

const password = "a long enough password";
const post = (body: object) => as(app).post("/v2/auth/signup", body);

test("POST /v2/auth/signup: → 201 with a valid session, and the app is stored", async () => {
  const { status, body } = await post({ email: "Ada@Example.com", password, name: " Ada " });
  expect([status, body]).toEqual([
    201,
    {
      user_id: expect.stringMatching(/^usr_/),
      email: "ada@example.com",
      session_token: expect.any(String),
      session_expires_at: expect.any(String),
    },
  ]);
  const days = (Date.parse(body.session_expires_at) - Date.now()) / 86_400_000;
  expect(days).toBeCloseTo(30, 1);
  const mine = await as(app).get("/v2/auth/me", {
    headers: { "x-session-token": body.session_token },
  });
  expect(mine.body).toEqual({
    user_id: body.user_id,
    email: "ada@example.com",
    name: "Ada",
    role: "trader",
  });
  const { rows } = await sql("select app_id, password_hash from customers where public_id = $1", [
    body.user_id,
  ]);
  expect(rows).toEqual([{ app_id: app.id, password_hash: expect.stringMatching(/^\$argon2id\$/) }]);
});

describe("POST /v2/auth/signup: an address with an account → EMAIL_TAKEN", () => {
  test.each(["grace@example.com", "GRACE@Example.COM", "  grace@example.com "])(
    "%j",
    async (email) => {
      await post({ email: "grace@example.com", password });
      const { status, body } = await post({ email, password });
      expect([status, body.error.code]).toEqual([409, "EMAIL_TAKEN"]);
    },
  );

  test("several concurrent sign-ups → one succeeds", async () => {
    const emails = ["twin@example.com", "Twin@example.com", "TWIN@EXAMPLE.COM"];
    const responses = await Promise.all(emails.map((email) => post({ email, password })));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const { rowCount } = await sql("select from customers where lower(email) = 'twin@example.com'");
    expect(rowCount).toBe(1);
  });
});

test.each([
  [9, 400],
  [10, 201],
  [128, 201],
  [129, 400],
])("POST /v2/auth/signup: a password of %i characters → %i", async (length, status) => {
  const response = await post({
    email: `long-${length}@example.com`,
    password: "p".repeat(length),
  });
  expect(response.status).toBe(status);
  if (status === 400)
    expect(response.body.error.fields).toEqual([{ path: "password", message: expect.any(String) }]);
});

test.each([
  ["email", { email: "not an address", password }],
  ["email", { email: `${"a".repeat(250)}@example.com`, password }],
  ["email", { password }],
  ["password", { email: "x@example.com" }],
  ["password", { email: "x@example.com", password: 1_234_567_890 }],
  ["name", { email: "x@example.com", password, name: "" }],
  ["name", { email: "x@example.com", password, name: "n".repeat(101) }],
  ["role", { email: "x@example.com", password, role: "admin" }],
])(
  "POST /v2/auth/signup: an invalid %s → INVALID_REQUEST that names the field",
  async (path, body) => {
    const { status, body: response } = await post(body);
    expect([status, response.error.code]).toEqual([400, "INVALID_REQUEST"]);
    expect(response.error.fields).toEqual([{ path, message: expect.any(String) }]);
  },
);

test("POST /api/sign-up: → a customer without an app, no session", async () => {
  const body = { email: "page@example.com", password };
  const response = await as(anonymous).post("/api/sign-up", body);
  expect([response.status, response.body]).toEqual([
    201,
    { user_id: expect.stringMatching(/^usr_/), email: "page@example.com" },
  ]);
  const { rowCount } = await sql(
    "select from sessions s join customers c on c.id = s.customer_id where c.email = $1",
    [body.email],
  );
  expect(rowCount).toBe(0);
});

describe("an address with a domain in another script", () => {
  const unicode = "Info@россия.рф";
  const ascii = "info@xn--h1alffa9f.xn--p1ai";

  test("POST /v2/auth/signup: Unicode → stored in ASCII; the same in ASCII → EMAIL_TAKEN", async () => {
    const response = await post({ email: unicode, password });
    expect([response.status, response.body.email]).toEqual([201, ascii]);
    for (const email of [ascii, unicode, unicode.toUpperCase()]) {
      expect((await post({ email, password })).body.error?.code).toBe("EMAIL_TAKEN");
    }
  });

  test("POST /v2/auth/login: either form → the customer", async () => {
    for (const email of [ascii, unicode]) {
      const body = { email, password };
      const response = await as(app).post("/v2/auth/login", body);
      expect([response.status, response.body.email]).toEqual([200, ascii]);
    }
  });
});
