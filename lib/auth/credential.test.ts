import { afterEach, expect, test, vi } from "vitest";
import { provenSubject } from "./credential";
import { signToken } from "./tokens";

afterEach(() => {
  vi.restoreAllMocks();
});

const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });

test.each([
  ["app", "app_1"],
  ["session", "ses_1"],
] as const)(
  "provenSubject: a token of the audience %s → its subject, its signature verified once",
  async (audience, subject) => {
    const headers = bearer(await signToken(audience, subject));
    const verify = vi.spyOn(crypto.subtle, "verify");
    for (const _ of [1, 2, 3]) expect(await provenSubject(headers)).toBe(subject);
    expect(verify).toHaveBeenCalledOnce();
  },
);

test.each([
  [
    "with the header of the other audience",
    async () => {
      const [header] = (await signToken("app", "app_1")).split(".");
      const [, ...rest] = (await signToken("session", "ses_1")).split(".");
      return [header, ...rest].join(".");
    },
  ],
  [
    "without a key in its header",
    async () => `${btoa('{"alg":"HS256"}').replaceAll("=", "")}.e30.AAAA`,
  ],
  ["that is no token", async () => "abc"],
])("provenSubject: a token %s → null", async (_, make) => {
  expect(await provenSubject(bearer(await make()))).toBeNull();
});
