import { connect } from "node:net";
import { type Browser, expect, test } from "@playwright/test";
import { send } from "../testing/http/hostile/send";
import { METRICS_TOKEN, startOwnServer } from "./own-server";
import { signIn } from "./sign-in";

// Log and metrics of a server whose database is unreachable.
type Line = Record<string, unknown>;
let server: Awaited<ReturnType<typeof startOwnServer>>;
test.beforeAll(async () => {
  server = await startOwnServer(`observability_${Date.now()}`, {
    DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
    RELEASE: "a-release",
    PROPDESK_MODE: "production",
  });
});
test.afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  send(server.origin, { method: "GET", path, headers });
const lines = (): Line[] =>
  server
    .log()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const metrics = async () =>
  (await get("/api/metrics", { authorization: `Bearer ${METRICS_TOKEN}` })).body;

/** The session cookie of an admin of the stack, whose secret this server shares. */
async function sessionCookie(browser: Browser, baseURL = "") {
  const context = await browser.newContext({ baseURL });
  await signIn(context, "admin@propdesk.test", "demo-admin-2026");
  const cookies = await context.cookies();
  await context.close();
  return cookies.filter(({ name }) => name === "next-auth.session-token");
}

test("pages: database unreachable → 503 with Retry-After, logged and counted by route", async ({
  browser,
  baseURL,
}) => {
  const [session] = await sessionCookie(browser, baseURL);
  const cookie = `${session?.name}=${session?.value}`;
  for (const [path, route] of [
    ["/", "/"],
    ["/?market=forex", "/"],
    ["/checkout/tier_25k?market=crypto", "/checkout/[tierId]"],
    ["/challenges/1/buy", "/challenges/[programId]/buy"],
    ["/programs/two-phase-100k", "/programs/[slug]"],
    ["/dashboard", "/dashboard"],
    ["/dashboard/payments/pay_1", "/dashboard/payments/[payment_id]"],
    ["/admin", "/admin"],
    ["/admin/payments", "/admin/[list]"],
  ] as const) {
    const { status, headers } = await get(path, { cookie, "x-request-id": "made-up" });
    expect([path, status, headers["retry-after"]]).toEqual([path, 503, "5"]);
    const request_id = headers["x-request-id"];
    expect(request_id).toMatch(/^req_/);
    await expect
      .poll(() => lines().filter((line) => line.request_id === request_id))
      .toContainEqual(
        expect.objectContaining({
          msg: "request",
          level: "info",
          time: expect.stringMatching(/^\d{4}-.+Z$/),
          release: "a-release",
          ip: "127.0.0.1",
          method: "GET",
          route,
          status: 503,
        }),
      );
    const related = lines().filter((line) => line.request_id === request_id);
    expect(related.map(({ msg }) => msg)).toContain("database.unreachable");
  }
  expect(await metrics()).toContain(
    'propdesk_http_request_duration_seconds_count{method="GET",route="/checkout/[tierId]",status="503"} 1',
  );
});

test("sitemap: database unreachable → 503, rather than one without programs", async () => {
  expect((await get("/sitemap.xml")).status).toBe(503);
  expect((await get("/robots.txt")).status).toBe(200);
});

test("pages: database unreachable, in the browser → a page with Try again", async ({
  browser,
  baseURL,
}) => {
  const [session] = await sessionCookie(browser, baseURL);
  const context = await browser.newContext();
  if (session) await context.addCookies([{ ...session, domain: "127.0.0.1" }]);
  const page = await context.newPage();
  expect((await page.goto(`${server.origin}/dashboard`))?.status()).toBe(503);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await context.close();
});

test("log: a page without queries → its route; an unknown page → unknown; a file → no line", async () => {
  for (const path of ["/help", "/no-such-page", "/wp-login.php", "/icon.svg"]) await get(path);
  const logged = () =>
    lines()
      .filter(({ msg, status }) => msg === "request" && status !== 503)
      .map(({ route, status }) => `${route} ${status}`);
  await expect.poll(logged).toContain("/help 200");
  const unknown = () => logged().filter((line) => line.startsWith("unknown 404"));
  await expect.poll(unknown).toHaveLength(2);
  expect(logged().filter((line) => /^unknown (?!404)|icon/.test(line))).toEqual([]);
});

test("log: a client that disconnects while sending → 499 at info, and no error of the database", async () => {
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /prop/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"a`,
  );
  const started = lines().length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  socket.resetAndDestroy();
  const own = () => lines().slice(started);
  await expect
    .poll(own)
    .toContainEqual(
      expect.objectContaining({ level: "info", route: "/prop/auth/login", status: 499 }),
    );
  const { request_id } = own().find(({ status }) => status === 499) ?? {};
  const related = own().filter((line) => line.request_id === request_id);
  expect(related.filter(({ level }) => level !== "info")).toEqual([]);
  expect(await metrics()).toContain('route="/prop/auth/login",status="499"');
});

test("log: every line from the start → JSON with the release", () => {
  expect(server.log()).toContain("Next.js");
  for (const line of lines()) {
    expect(line).toMatchObject({ level: expect.any(String), pid: server.pid });
    if (line.release !== undefined) expect(line.release).toBe("a-release");
  }
});
