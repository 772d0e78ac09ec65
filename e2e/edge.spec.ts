import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { send } from "../testing/http/hostile/send";
import { startOwnServer } from "./own-server";
import { stack } from "./stack";

type OwnServer = Awaited<ReturnType<typeof startOwnServer>>;
let server: OwnServer;
test.beforeAll(async () => {
  server = await startOwnServer(`edge_${Date.now()}`, { BODY_SECONDS: "2" });
});
test.afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  send(server.origin, { method: "GET", path, headers });

/** Resident memory of the server's process, in MB. */
const rssMb = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024;

test("log: pages whose queries fail → no data of the request, and only JSON lines", async () => {
  const email = "private.person@customer.example";
  const forged = `{"level":30,"msg":"forged"}`;
  const inQuery = encodeURIComponent(encodeURIComponent(`${email}\n${forged}\n`));
  for (const path of [
    `/sign-in?callbackUrl=/checkout/${inQuery}`,
    `/sign-in?callbackUrl=/checkout/${encodeURIComponent(email)}`,
    `/sign-up?callbackUrl=${encodeURIComponent(`/?claim=${encodeURIComponent(email)}`)}`,
    `/checkout/${encodeURIComponent(email)}?market=crypto`,
    `/verify-email?token=${encodeURIComponent(email)}`,
    `/admin/customers?q=${encodeURIComponent(email)}`,
    "/",
  ]) {
    await get(path, { cookie: `next-auth.session-token=${email}`, "user-agent": email });
  }
  await sleep(500);
  const log = server.log();
  // The tables are missing, which is logged with the statement.
  expect(log).toMatch(/relation \\"tiers\\" does not exist/);
  expect(log).not.toContain(email);
  // Next.js's banner comes first; only `npm start` logs it as JSON.
  const lines = log.slice(log.indexOf("{")).split("\n").filter(Boolean);
  for (const line of lines) expect(JSON.parse(line).msg, line).not.toBe("forged");
  expect(lines.filter((line) => line.includes("database.not_usable")).length).toBeGreaterThan(0);
});

/** Starts a POST with a body of `length` bytes, of which it sends `sent`. */
async function unfinished(path: string, length: number, sent: number): Promise<Socket> {
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Content-Length: ${length}`,
    "Content-Type: application/json",
    `Origin: http://localhost:${port}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  socket.write("x".repeat(sent));
  // Without a reader, a socket doesn't notice that it was closed.
  socket.resume();
  return socket;
}

test("pages: database not migrated → 503 with Retry-After", async () => {
  const { status, headers } = await get("/");
  expect([status, headers["retry-after"]]).toEqual([503, "5"]);
});

test("pages: large unfinished bodies → no memory used, and the connections are closed", async () => {
  const paths = ["/", "/sign-in", "/api-x", "/V2/x", "/v2.x", "/__nextjs_x", "/_next/x", "/_nextx"];
  for (const path of paths) await get(path);
  const before = rssMb();
  const sockets = await Promise.all(
    paths.flatMap((path) => Array.from({ length: 8 }, () => unfinished(path, 9e6, 4e6))),
  );
  // 64 times 4 MB.
  await sleep(2_000);
  expect(rssMb() - before).toBeLessThan(120);
  await expect.poll(() => sockets.filter(({ destroyed }) => !destroyed).length).toBe(0);
});

test("routes: a slow body → 400 after BODY_SECONDS, and the connection is closed", async () => {
  for (const path of [
    "/prop/auth/login",
    "/api/auth/callback/credentials",
    "/v2/webhooks/stripe",
  ]) {
    const socket = await unfinished(path, 1_000, 1);
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
    });
    const dripping = setInterval(() => socket.write(" "), 200);
    await expect.poll(() => socket.destroyed, { timeout: 15_000 }).toBe(true);
    clearInterval(dripping);
    expect([path, received.split("\r\n")[0]]).toEqual([path, "HTTP/1.1 400 Bad Request"]);
    expect(received).toContain("The body took longer than 2 s.");
  }
});

test("POST /prop/auth/login: a chunked body over the limit → 413", async () => {
  const chunk = "x".repeat(10_000);
  const chunks = `${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(20);
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  let received = "";
  socket.on("data", (data) => {
    received += data;
  });
  socket.write(
    `POST /prop/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
  );
  await expect.poll(() => received).toContain("BODY_TOO_LARGE");
  expect(received).toMatch(/^HTTP\/1\.1 413 /);
  await expect.poll(() => socket.destroyed, { timeout: 15_000 }).toBe(true);
});

/** The status line of the response to a raw request. */
async function statusOf(head: string): Promise<string | undefined> {
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  socket.write(`${head}\r\n\r\n`);
  let received = "";
  for await (const data of socket) received += data;
  return received.split("\r\n")[0];
}

test("embedded stack: a Host that isn't this machine → 421 for pages, APIs, files and saved emails", async () => {
  const { port } = new URL(server.origin);
  for (const host of [`evil.example:${port}`, "192.0.2.2"]) {
    for (const path of [
      "/",
      "/dev/mail",
      "/api/health",
      "/v2/auth/me",
      "/icon.svg",
      "/api/auth/csrf",
    ]) {
      const { status, body } = await get(path, { host });
      expect([host, path, status]).toEqual([host, path, 421]);
      expect(JSON.parse(body).error.code).toBe("MISDIRECTED_REQUEST");
    }
  }
  // An empty Host, and two of them.
  for (const lines of ["Host:", `Host: localhost:${port}\r\nHost: evil.example`]) {
    for (const path of ["/sign-in", "/v2/auth/me", "/icon.svg"]) {
      const status = await statusOf(`GET ${path} HTTP/1.1\r\n${lines}\r\nConnection: close`);
      expect([lines, path, status]).toEqual([lines, path, "HTTP/1.1 421 Misdirected Request"]);
    }
  }
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) {
    expect([host, (await get("/icon.svg", { host })).status]).toEqual([host, 200]);
  }
  const sandbox = await send(stack().stripe_api_base, {
    method: "GET",
    path: "/sandbox",
    headers: { host: "evil.example" },
  });
  expect(sandbox.status).toBe(421);
});
