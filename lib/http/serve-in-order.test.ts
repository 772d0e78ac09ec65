import { expect, test } from "vitest";
import { limitedServer, PATIENCE } from "@/testing/http/limited-server";

const { counts, respond, send, pipeline } = limitedServer();

test.each([
  ["POST", "/held"],
  ["GET", "/held"],
  ["GET", "/held.file"],
])(
  "serveInOrder: five %s %s on a connection without waiting → each is served after the one before",
  async (method, path) => {
    const connection = pipeline(method, path, "203.0.113.7", 5);
    await expect.poll(() => counts.arrived, PATIENCE).toBe(5);
    for (let n = 1; n <= 5; n++) {
      await expect.poll(() => counts.served, PATIENCE).toBe(n);
      respond();
    }
    connection.destroy();
  },
);

test("serveInOrder: more requests on a connection than any client sends → it closes, and the network can go on", async () => {
  const connection = pipeline("POST", "/held", "203.0.113.7", 200);
  await expect.poll(() => connection.destroyed, PATIENCE).toBe(true);
  expect(counts.served).toBeLessThan(2);
  const headers = { "x-forwarded-for": "203.0.113.7" };
  const path = "/api/prop/auth/login";
  expect((await send({ method: "POST", path, body: "{}", headers })).status).toBe(200);
});
