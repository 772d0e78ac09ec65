import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { hasCredential, provenSubject } from "@/lib/auth/credential";
import { limitAnonymousRequests } from "@/lib/http/anonymous-requests";
import { storeSocketAddress } from "@/lib/http/client-address";
import { rejectNetwork } from "@/lib/http/rejected-networks";
import { type Sent, send } from "./hostile/send";

const REQUEST_STARTS = "http.server.request.start";
/** For polls: the interval and the timeout in milliseconds. */
export const PATIENCE = { interval: 1, timeout: 20_000 };

/**
 * A server behind `limitAnonymousRequests` for the tests of one file. It responds to each request immediately,
 * except to addresses that begin with /held and to requests with the header `held`: those wait for `respond`. Call it
 * before the settings are read.
 */
export function limitedServer() {
  // A request without X-Forwarded-For has its socket's address.
  Object.assign(process.env, { TRUSTED_PROXY_HOPS: "1" });
  const counts = { arrived: 0, served: 0 };
  const held = new Set<ServerResponse>();
  let origin = "";
  const server = createServer((request, response) => {
    counts.served += 1;
    if (request.url?.startsWith("/held") || request.headers.held) held.add(response);
    else response.end("served");
  });
  /** As incoming-requests.ts does, before the server's own listeners run. */
  function noteRequest(message: unknown): void {
    storeSocketAddress((message as { request: IncomingMessage }).request);
    counts.arrived += 1;
  }
  beforeAll(async () => {
    subscribe(REQUEST_STARTS, noteRequest);
    // Twice, as a development server may: the second call changes nothing.
    limitAnonymousRequests(server, { hasCredential, provenSubject });
    limitAnonymousRequests(server, { hasCredential, provenSubject });
    await once(server.listen(0, "127.0.0.1"), "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    unsubscribe(REQUEST_STARTS, noteRequest);
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    rejectNetwork("127.0.0.1", 0);
    counts.served = 0;
    counts.arrived = 0;
    held.clear();
  });

  /** Responds to the held requests. */
  const respond = () => {
    for (const response of held) response.end("served");
    held.clear();
  };

  return {
    /** Requests since the test began: sent to the server, and passed on to its listeners. */
    counts,
    held,
    respond,
    send: (sent: Sent) => send(origin, sent),

    /** Sends a request that gets no response, from an address. Returns the function that closes it. */
    sendHeld(address: string, { path = "/held", ...others }: Partial<Sent> = {}): () => void {
      const { method = "POST", headers = {} } = others;
      const sent = request(`${origin}${path}`, {
        method,
        agent: false,
        headers: { "x-forwarded-for": address, ...headers },
      });
      sent.on("error", () => {});
      sent.end(method === "POST" ? "{}" : undefined);
      return () => sent.destroy();
    },

    /** Sends requests on one connection without waiting for responses. */
    pipeline(method: string, path: string, address: string, count: number) {
      const connection = connect((server.address() as AddressInfo).port, "127.0.0.1");
      const head = `${method} ${path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${address}\r\n`;
      const rest = method === "POST" ? "Content-Length: 2\r\n\r\n{}" : "\r\n";
      connection.on("error", () => {});
      connection.write((head + rest).repeat(count));
      return connection;
    },

    /** Responds to held requests as they are passed on, until there were so many. */
    async respondToAll(count: number): Promise<void> {
      for (let responded = 0; responded < count; ) {
        await expect.poll(() => held.size, PATIENCE).toBeGreaterThan(0);
        responded += held.size;
        respond();
      }
    },
  };
}
