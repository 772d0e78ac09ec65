import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepAliveFor } from "./keep-alive";

const server = createServer((_, response) => response.end());
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

async function connection() {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const ask = async () => {
    socket.write("GET / HTTP/1.1\r\nHost: propdesk.localhost\r\n\r\n");
    const [data]: Buffer[] = await once(socket, "data");
    return /^keep-alive: *(.*)\r$/im.exec(String(data))?.[1];
  };
  return { socket, ask };
}

test("keepAliveFor: 1 s → the connection is used again, and closed no sooner than 1 s after", async () => {
  keepAliveFor(server, 1);
  const { socket, ask } = await connection();
  expect([await ask(), await ask()]).toEqual(["timeout=1", "timeout=1"]);
  const idleSince = performance.now();
  await once(socket, "close");
  expect(performance.now() - idleSince).toBeGreaterThan(900);
});

test("keepAliveFor: 75 s → said in the response, and the headers' time is longer", async () => {
  keepAliveFor(server, 75);
  const { socket, ask } = await connection();
  expect(await ask()).toBe("timeout=75");
  expect([server.keepAliveTimeout, server.headersTimeout]).toEqual([75_000, 76_000]);
  socket.destroy();
});
