import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { originOf, projectDir, readSettings } from "./settings";

const keys = {
  STRIPE_SECRET_KEY: "sk_test_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_1",
};

describe("readSettings:", () => {
  it("no settings → port 3000, data in .data, the stand-ins", () => {
    expect(readSettings("dev", {})).toMatchObject({
      port: 3000,
      appUrl: "http://localhost:3000",
      dataDir: join(projectDir, ".data"),
      distDir: ".data/next",
      databaseUrl: undefined,
      databaseDirectUrl: undefined,
      stripe: undefined,
    });
  });

  it.each([
    ["", "127.0.0.1", "http://127.0.0.1:3000"],
    ["127.0.0.2", "127.0.0.2", "http://127.0.0.2:3000"],
    ["::1", "::1", "http://[::1]:3000"],
    // As tcsh and conda export it.
    ["my-machine", "127.0.0.1", "http://127.0.0.1:3000"],
  ])("HOST=%s → listens on %s, origin %s", (HOST, host, origin) => {
    const settings = readSettings("dev", { HOST });
    expect([settings.host, originOf(settings)]).toEqual([host, origin]);
  });

  it.each(["0.0.0.0", "::", "192.0.2.7", "fd00::7", "::ffff:192.0.2.7"])(
    "HOST=%s, which other machines reach → an error: they could read all emails",
    (HOST) => {
      for (const mode of ["dev", "preview"] as const) {
        expect(() => readSettings(mode, { HOST })).toThrow(`HOST is ${HOST}, which other machines`);
      }
    },
  );

  it("empty settings → as if not set", () => {
    const empty = { PORT: "", DATABASE_URL: "", STRIPE_SECRET_KEY: "", APP_URL: "" };
    expect(readSettings("dev", empty)).toEqual(readSettings("dev", {}));
  });

  it("all Stripe settings → these keys", () => {
    expect(readSettings("dev", keys).stripe).toEqual({
      secretKey: "sk_test_1",
      webhookSecret: "whsec_1",
      publishableKey: "pk_test_1",
    });
  });

  it("some Stripe settings missing → an error that names them", () => {
    const { STRIPE_SECRET_KEY } = keys;
    expect(() => readSettings("dev", { STRIPE_SECRET_KEY })).toThrow(
      "STRIPE_WEBHOOK_SECRET and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY aren't set",
    );
    expect(() => readSettings("dev", { ...keys, STRIPE_WEBHOOK_SECRET: "" })).toThrow(
      "STRIPE_WEBHOOK_SECRET isn't set",
    );
  });

  it.each(["abc", "0", "70000", "80.5"])("PORT=%s → an error", (PORT) => {
    expect(() => readSettings("dev", { PORT })).toThrow(`PORT "${PORT}"`);
  });

  it("two data folders → two output folders, both inside the project", () => {
    const distDir = (DATA_DIR: string) => readSettings("dev", { DATA_DIR }).distDir;
    expect(distDir(".data-b")).toBe(".data-b/next");
    expect(distDir("/var/tmp/elsewhere")).toMatch(/^\.next-[0-9a-f]{8}$/);
    expect(distDir("/var/tmp/elsewhere")).not.toBe(distDir("/var/tmp/another"));
  });
});

it("readSettings: a test key and a live key → an error", () => {
  const mixed = { ...keys, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_live_1" };
  expect(() => readSettings("dev", mixed)).toThrow("are from different modes");
});

it("readSettings: live keys → an error", () => {
  const live = {
    ...keys,
    STRIPE_SECRET_KEY: "sk_live_1",
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_live_1",
  };
  expect(() => readSettings("preview", live)).toThrow("STRIPE_SECRET_KEY is a live key");
});
