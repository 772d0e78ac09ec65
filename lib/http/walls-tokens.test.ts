import { beforeAll, expect, test } from "vitest";
import { call } from "@/testing/api";
import { bearer, both, makeCredentials } from "@/testing/bad-credentials";
import { handlerOf, paramsOf } from "@/testing/routes";
import { wallsOf } from "@/testing/surfaces";
import { route } from "./route";

// No route of the contract takes a session alone yet: this one stands for those to come.
const SESSION_PROBE = "GET a route that takes a session alone";
const probe = route({ surface: "session", run: () => ({ reached: true }) });

let credentials: Awaited<ReturnType<typeof makeCredentials>>;
beforeAll(async () => {
  credentials = await makeCredentials();
});

const keysOf = {
  "app+session": wallsOf("app+session").map(({ key }) => key),
  app: wallsOf("app").map(({ key }) => key),
  session: [...wallsOf("session").map(({ key }) => key), SESSION_PROBE],
};
type Wall = keyof typeof keysOf;
const walls = Object.keys(keysOf) as Wall[];

/** Each route's status and code for these headers. */
function answers(wall: Wall, headers: Record<string, string>) {
  const ask = async (key: string) => {
    const [method = "", pattern = ""] = key.split(" ");
    const handler = key === SESSION_PROBE ? probe : await handlerOf(key);
    const sent = method === "GET" ? {} : { body: {} };
    const answer = await call(handler, { method, params: paramsOf(pattern), headers, ...sent });
    const challenge = answer.headers.get("www-authenticate");
    return [key, answer.status, answer.body.error?.code, challenge];
  };
  return Promise.all(keysOf[wall].map(ask));
}

test.each(walls)("every wrong credential is 401 on every route that takes %s", async (wall) => {
  const wrong = credentials.bad.filter(([, , on]) => on.includes(wall));
  expect(wrong.length).toBeGreaterThan(10);
  for (const [name, headers, , code = "UNAUTHENTICATED"] of wrong) {
    const refused = keysOf[wall].map((key) => [key, 401, code, 'Bearer realm="propdesk"']);
    expect(await answers(wall, headers), name).toEqual(refused);
  }
});

test.each(walls)("the right credentials pass every route that takes %s", async (wall) => {
  const { app, session } = credentials;
  const right = { "app+session": both(app, session), app: bearer(app), session: bearer(session) };
  const refused = (await answers(wall, right[wall])).filter(([, status]) => status === 401);
  expect(refused).toEqual([]);
});
