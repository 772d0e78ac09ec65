import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setKeepAlive } from "./keep-alive";

const server = createServer((_, response) => response.end());
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

async function connection() {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const send = async () => {
    socket.write("GET / HTTP/1.1\r\nHost: propdesk.localhost\r\n\r\n");
    const [data]: Buffer[] = await once(socket, "data");
    return /^keep-alive: *(.*)\r$/im.exec(String(data))?.[1];
  };
  return { socket, send };
}

test("setKeepAlive: 1 s → the connection is reused, and closed after 1 s at the earliest", async () => {
  setKeepAlive(server, 1);
  const { socket, send } = await connection();
  expect([await send(), await send()]).toEqual(["timeout=1", "timeout=1"]);
  const idleSince = performance.now();
  await once(socket, "close");
  expect(performance.now() - idleSince).toBeGreaterThan(900);
});

test("setKeepAlive: 75 s → in the response's Keep-Alive, and the headers' timeout is longer", async () => {
  setKeepAlive(server, 75);
  const { socket, send } = await connection();
  expect(await send()).toBe("timeout=75");
  expect([server.keepAliveTimeout, server.headersTimeout]).toEqual([75_000, 76_000]);
  socket.destroy();
});
