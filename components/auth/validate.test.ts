import { expect, it } from "vitest";
import { signUpInput } from "@/lib/auth/schemas";
import { checkEmail, checkPassword } from "./validate";

const { email, password } = signUpInput.shape;

it.each([
  "ada@example.com",
  " Ada@Example.com ",
  "test/test@example.com",
  "{b}|`x~@example.com",
  "info@例え.テスト",
  "x@xn--h1alffa9f.xn--p1ai",
  "müller@example.com",
  "ada@example",
  "a@b@example.com",
  `${"l".repeat(65)}@example.com`,
  `l@${"label.".repeat(50)}com`,
])("checkEmail: %j → the same result as on the server", (typed) => {
  expect(checkEmail(typed) === null).toBe(email.safeParse(typed).success);
});

it("checkEmail: a non-ASCII letter before the @ → the message names that part", () => {
  expect(checkEmail("müller@example.com")).toContain("before the @");
});

it.each([
  "123456789",
  "e\u0301".repeat(5),
  "🔑".repeat(9),
  "🔑".repeat(10),
  "🔑".repeat(129),
  "e\u0301".repeat(128),
])("checkPassword: %j → the same result as on the server", (typed) => {
  expect(checkPassword(typed) === null).toBe(password.safeParse(typed).success);
});
