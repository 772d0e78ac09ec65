import { beforeAll, expect, test } from "vitest";
import { bearer } from "@/testing/actors/credentials";
import { both, makeCredentials } from "@/testing/actors/invalid-credentials";
import { callHandler } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import { filledPath, type NamedOperation, operationsOf } from "@/testing/http/surfaces";
import { handlerFor } from "@/testing/http/test-operation";

/** An operation, or the probe of the surface `session`, which every valid session passes. */
type Target = NamedOperation | { key: string };
const SESSION_PROBE: Target = { key: "a route of the surface `session`" };
const probe = handlerFor({ surface: "session", run: () => ({ reached: true }) });

let credentials: Awaited<ReturnType<typeof makeCredentials>>;
beforeAll(async () => {
  credentials = await makeCredentials();
});

const targetsOf = {
  "app+session": operationsOf("app+session") as Target[],
  app: operationsOf("app") as Target[],
  session: [...operationsOf("session"), SESSION_PROBE],
};
type TokenSurface = keyof typeof targetsOf;
const tokenSurfaces = Object.keys(targetsOf) as TokenSurface[];

/** The status, code and challenge with which each operation of a surface responds to these headers. */
function responsesOf(surface: TokenSurface, headers: Record<string, string>) {
  const send = async (target: Target) => {
    const response = await call(target, headers);
    return [target.key, response.status, response.code, response.headers.get("www-authenticate")];
  };
  return Promise.all(targetsOf[surface].map(send));
}

function call(target: Target, headers: Record<string, string>) {
  if (!("path" in target)) return callHandler(probe, { headers });
  const sent = target.method === "GET" ? {} : { body: {} };
  return as({ headers }).request(target.method, filledPath(target), sent);
}

test.each(tokenSurfaces)(
  "surface %s: every kind of invalid credentials → 401 on every route",
  async (surface) => {
    const invalid = credentials.bad.filter(([, , rejectedBy]) => rejectedBy.includes(surface));
    expect(invalid.length).toBeGreaterThan(10);
    for (const [name, headers, , code = "UNAUTHENTICATED"] of invalid) {
      const rejections = targetsOf[surface].map(({ key }) => [
        key,
        401,
        code,
        'Bearer realm="propdesk"',
      ]);
      expect(await responsesOf(surface, headers), name).toEqual(rejections);
    }
  },
);

test.each(tokenSurfaces)(
  "surface %s: valid credentials → no route responds with 401",
  async (surface) => {
    const { app, session } = credentials;
    const valid = { "app+session": both(app, session), app: bearer(app), session: bearer(session) };
    const rejected = (await responsesOf(surface, valid[surface])).filter(
      ([, status]) => status === 401,
    );
    expect(rejected).toEqual([]);
  },
);
