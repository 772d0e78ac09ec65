// `npm start`: Next.js with the address and the port of the settings, which its command line would take from
// flags alone. No TypeScript: what would translate it stays in the process for good.
import { isIP } from "node:net";
import { hostname } from "node:os";
import { format, stripVTControlCharacters } from "node:util";
import nextEnv from "@next/env";

// Next.js's banner, and why the settings are wrong, are JSON lines too. lib/console-to-log.ts takes over from here.
for (const [method, level] of Object.entries({ log: "info", warn: "warn", error: "error" })) {
  console[method] = (...printed) => {
    const text = stripVTControlCharacters(format(...printed)).trim();
    const of = { level, time: new Date(), host: hostname(), pid: process.pid };
    if (text)
      process.stdout.write(`${JSON.stringify({ ...of, msg: `console.${method}`, text })}\n`);
  };
}

process.env.NODE_ENV = "production";
nextEnv.loadEnvConfig(process.cwd());
const { HOST, PORT } = process.env;
// lib/env.ts says what is wrong with one that is no address.
const host = HOST && (HOST === "localhost" || isIP(HOST)) ? HOST : "127.0.0.1";
process.argv.splice(2, Number.POSITIVE_INFINITY, "start", "-H", host, "-p", PORT || "3000");
await import("next/dist/bin/next");
