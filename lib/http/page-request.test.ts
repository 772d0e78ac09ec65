import { once } from "node:events";
import { Agent, createServer, type RequestListener, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { QueryError } from "@/db/query-error";
import { log } from "@/lib/core/log";
import { metrics } from "@/lib/core/metrics";
import { routeIncomingRequests } from "./incoming-requests";
import { currentPage, pageLog } from "./page-request";
import { toAppError } from "./respond";

const unreachable = new QueryError(
  "select 1",
  Object.assign(new Error("x"), { code: "ECONNREFUSED" }),
);

// In Next.js's place: does what the address says, after others of the connection may have begun.
const pages: RequestListener = async (incoming, response) => {
  await new Promise((resolve) => setImmediate(resolve));
  const { url = "" } = incoming;
  if (url.includes("away")) toAppError(unreachable, pageLog());
  if (url.includes("hang")) return void incoming.socket.destroy();
  if (url.includes("moved")) return void response.writeHead(307, { location: "/" }).end();
  response.setHeader("x-request-id", currentPage()?.requestId ?? "none");
  response.writeHead(url.includes("missing") ? 404 : 200).end();
};
const server = createServer(pages);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let stopWatching: () => void;
beforeAll(async () => {
  stopWatching = routeIncomingRequests();
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => {
  stopWatching();
  agent.destroy();
  server.close();
});

const logged = vi.fn();
beforeEach(() => {
  logged.mockReset();
  vi.spyOn(log(), "info").mockImplementation(logged);
});

async function get(path: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: "127.0.0.1", path, agent, headers }).end();
  const [response] = await once(sent, "response");
  response.resume();
  await once(response, "end");
  return { status: response.statusCode, headers: response.headers };
}
const lines = () => logged.mock.calls.map(([fields]) => fields);

test("observePage: a page → one log line and one sample, under the response's request id", async () => {
  const counted = vi.spyOn(metrics().requests, "observe");
  const { status, headers } = await get("/terms?a=secret", { "x-request-id": "made-up" });
  expect(status).toBe(200);
  const route = "page";
  await vi.waitFor(() => expect(lines()).toHaveLength(1));
  expect(lines()).toEqual([
    {
      request_id: headers["x-request-id"],
      method: "GET",
      route,
      status: 200,
      duration_ms: expect.any(Number),
      ip: "127.0.0.1",
    },
  ]);
  expect(headers["x-request-id"]).toMatch(/^req_/);
  expect(counted.mock.calls[0]?.[0]).toEqual({ method: "GET", route, status: 200 });
});

test("markPageUnavailable: a page → 503 with Retry-After instead of 200 and 500; a redirect stays", async () => {
  const { status, headers } = await get("/away");
  expect([status, headers["retry-after"]]).toEqual([503, "5"]);
  expect((await get("/away-moved")).status).toBe(307);
  expect((await get("/away-missing")).status).toBe(404);
  // The next one of the same connection.
  expect((await get("/terms")).status).toBe(200);
});

test("observePage: an API call on a page's connection → no page, no log line", async () => {
  await get("/away");
  await vi.waitFor(() => expect(lines()).toHaveLength(1));
  for (const path of ["/api/away", "/v2/away", "/prop/away", "/_next/away"]) {
    const { status, headers } = await get(path);
    expect([path, status, headers["x-request-id"]]).toEqual([path, 200, "none"]);
  }
  expect(lines()).toHaveLength(1);
});

test("observePage: the client hangs up before the response → 499", async () => {
  await get("/hang").catch(() => {});
  await vi.waitFor(() => expect(lines()).toEqual([expect.objectContaining({ status: 499 })]));
});
