import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endUnreadBody, setRequestTimeout } from "./slow-requests";

// Answers at once, without reading what comes; at /begun, after it has begun to read and given it up.
const server = createServer(async (request, response) => {
  endUnreadBody(request, response);
  if (request.url === "/begun") {
    const reader = new Request("http://localhost/", {
      method: "POST",
      body: request as unknown as ReadableStream,
      duplex: "half",
    } as RequestInit).body?.getReader();
    await reader?.read();
    await reader?.cancel();
  }
  response.end("done");
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function post(length: number, sent: string, path = "/") {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n${sent}`,
  );
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  return { socket, received: () => received };
}

test("endUnreadBody: a body that never ends → the response, then the connection closes", async () => {
  const { socket, received } = await post(1_000_000, "x");
  await once(socket, "close");
  expect(received()).toContain("done");
});

test("endUnreadBody: a handler stops reading the body → the connection closes without an error", async () => {
  const { socket } = await post(1_000_000, "x", "/begun");
  await once(socket, "close");
  expect(socket.destroyed).toBe(true);
});

test("endUnreadBody: a complete body → the connection is reused", async () => {
  const { socket, received } = await post(3, "abc");
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(socket.destroyed).toBe(false);
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(socket, "data");
  expect(received().match(/done/g)).toHaveLength(2);
  socket.destroy();
});

test("setRequestTimeout: 15 s → Node.js ends a request that much later than its headers", () => {
  server.headersTimeout = 76_000;
  setRequestTimeout(server, 15);
  expect(server.requestTimeout).toBe(91_000);
});
