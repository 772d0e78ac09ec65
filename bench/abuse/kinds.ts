import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, get, post } from "./connection";

/** One hostile action over a connection; it is repeated until the attack is over. */
export type Kind = (connection: Connection, nth: number) => Promise<void>;

const json = { "Content-Type": "application/json" };
const form = { "Content-Type": "application/x-www-form-urlencoded" };
const MEGABYTE = "x".repeat(1_000_000);

const unknownFields = JSON.stringify(
  Object.fromEntries(Array.from({ length: 6_500 }, (_, at) => [`f${at}`, 1])),
);
/** Larger than most of Stripe's events. */
const inventedEvent = JSON.stringify({ id: "evt_1", object: "event", more: "x".repeat(100_000) });
const logSpam = new URLSearchParams({ level: "error", code: "x", message: "x".repeat(60_000) });

/** The hostile actions, each on as many connections as the others. */
export const kinds: Record<string, Kind> = {
  /** 9 MB to pages and to the API, as fast as they are accepted. */
  "large bodies": async (connection, nth) => {
    const path = ["/", "/sign-in", "/prop/auth/login"][nth % 3] ?? "/";
    connection.write(post(path, 9 * MEGABYTE.length, json));
    for (let sent = 0; sent < 9 && connection.isOpen(); sent++) await connection.flush(MEGABYTE);
    await connection.ended();
  },
  /** A byte every half second. */
  "slow bodies": async (connection) => {
    connection.write(post("/prop/auth/login", 60_000, json));
    while (connection.isOpen() && !connection.isOver()) {
      connection.write(" ");
      await sleep(500);
    }
  },
  "unknown fields": async (connection) => {
    connection.write(post("/prop/auth/login", unknownFields.length, json));
    await connection.flush(unknownFields);
    await connection.response();
  },
  "log spam": async (connection) => {
    const text = logSpam.toString();
    connection.write(post("/api/auth/_log", text.length, form));
    await connection.flush(text);
    await connection.response();
  },
  "sign-in storm": async (connection, nth) => {
    const email = `nobody-${process.pid}-${nth}@propdesk.test`;
    const text = JSON.stringify({ email, password: "not the password" });
    connection.write(post("/prop/auth/login", text.length, json));
    await connection.flush(text);
    await connection.response();
  },
  /** The unknown fields again, with an invalid token or session cookie. */
  "made-up credentials": async (connection, nth) => {
    const credentials: Record<string, string>[] = [
      { Authorization: `Bearer e30.e30.${nth}` },
      { Cookie: `next-auth.session-token=${nth}` },
    ];
    const headers = { ...json, ...credentials[nth % credentials.length] };
    connection.write(post("/prop/auth/login", unknownFields.length, headers));
    await connection.flush(unknownFields);
    await connection.response();
  },
  "made-up events": async (connection, nth) => {
    const signature = `t=${Math.floor(Date.now() / 1_000)},v1=${nth}`;
    const headers = { ...json, "Stripe-Signature": signature };
    connection.write(post("/v2/webhooks/stripe", inventedEvent.length, headers));
    await connection.flush(inventedEvent);
    await connection.response();
  },
  pages: async (connection, nth) => {
    connection.write(get(["/", "/sign-in", "/no-such-page"][nth % 3] ?? "/"));
    await connection.response();
  },
};
