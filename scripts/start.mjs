// `npm start`: Next.js with the address and port of the settings, which its command line takes only as flags. Not
// TypeScript: tsx would stay in the process.
import { isIP } from "node:net";
import { hostname } from "node:os";
import { format, stripVTControlCharacters } from "node:util";
import nextEnv from "@next/env";

// Prints Next.js's banner and errors of settings as JSON lines, until lib/server/console-to-log.ts takes over.
for (const [method, level] of Object.entries({ log: "info", warn: "warn", error: "error" })) {
  console[method] = (...printed) => {
    const text = stripVTControlCharacters(format(...printed)).trim();
    const fields = { level, time: new Date(), host: hostname(), pid: process.pid };
    if (text)
      process.stdout.write(`${JSON.stringify({ ...fields, msg: `console.${method}`, text })}\n`);
  };
}

process.env.NODE_ENV = "production";
// Without this, Next.js would end immediately on SIGTERM. lib/server/boot.ts finishes requests and jobs first.
process.env.NEXT_MANUAL_SIG_HANDLE = "true";
nextEnv.loadEnvConfig(process.cwd());
const { HOST, PORT, PROPDESK_MODE } = process.env;
if (PROPDESK_MODE === "embedded") {
  console.error(
    "Propdesk can't start: PROPDESK_MODE is embedded, which is only for `npm run dev` and `npm run preview`. That mode shows all emails and lets admins in without two-factor authentication. Remove it from the environment and from .env.",
  );
  process.exit(1);
}
// For a HOST that isn't an address, lib/core/env reports the error.
const host = HOST && (HOST === "localhost" || isIP(HOST)) ? HOST : "127.0.0.1";
process.argv.splice(2, Number.POSITIVE_INFINITY, "start", "-H", host, "-p", PORT || "3000");
await import("next/dist/bin/next");
