import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { sql } from "@/testing/database/sql";
import { freePort } from "@/testing/http/free-port";
import { production, START_MS, setDemoLogins, startServer } from "@/testing/http/start-server";
import { bundled } from "@/testing/setup/bundled";

vi.setConfig({ testTimeout: 300_000 });

const DEMO = "update customers set disabled_at = null where public_id = 'usr_demo_admin'";
test.each([
  ["all of them", () => setDemoLogins(null), "app_demo, usr_demo_admin, usr_demo_trader"],
  ["one person", () => sql(DEMO), "usr_demo_admin"],
  [
    "the secret before a rotation",
    () =>
      sql(
        "update api_apps set disabled_at = null, previous_secret_hash = secret_hash, secret_hash = 'new' where id = 'app_demo'",
      ),
    "app_demo",
  ],
])(
  "boot: production with demo logins, %s → ends with 1 and names them",
  async (_, change, named) => {
    await setDemoLogins("2026-01-01");
    await change();
    const server = await startServer(production);
    expect(await server.exited).toBe(1);
    expect(server.output()).toContain(`demo logins whose secrets are public: ${named}.`);
    expect(server.output()).not.toContain("listening");
    await sql(
      "update api_apps set secret_hash = previous_secret_hash, previous_secret_hash = null where previous_secret_hash is not null",
    );
    await setDemoLogins("2026-01-01");
  },
);

test("scripts/worker.ts: production with demo logins → ends with 1", async () => {
  await setDemoLogins(null);
  const worker = spawn(process.execPath, [await bundled("scripts/worker.ts")], {
    env: { ...process.env, ...production },
  });
  try {
    expect((await once(worker, "exit"))[0]).toBe(1);
  } finally {
    worker.kill("SIGKILL");
  }
  await setDemoLogins("2026-01-01");
});

test("boot: production, database unavailable → starts, and ends once the database shows demo logins", async () => {
  await setDemoLogins(null);
  const port = await freePort();
  const url = new URL(process.env.DATABASE_URL ?? "");
  const target = { host: url.hostname, port: Number(url.port) };
  url.host = `127.0.0.1:${port}`;
  const server = await startServer({ ...production, DATABASE_URL: url.href });
  await vi.waitFor(() => expect(server.output()).toContain("listening"), { timeout: START_MS });
  const forwarder = createServer((socket) => {
    const upstream = connect(target);
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  forwarder.listen(port, "127.0.0.1");
  expect(await server.exited).toBe(1);
  forwarder.close();
  await setDemoLogins("2026-01-01");
});
