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
// Next.js would end at once on SIGTERM: lib/boot.ts ends what was begun first.
process.env.NEXT_MANUAL_SIG_HANDLE = "true";
nextEnv.loadEnvConfig(process.cwd());
const { HOST, PORT, PROPDESK_MODE } = process.env;
if (PROPDESK_MODE === "embedded") {
  console.error(
    "Propdesk can't start: PROPDESK_MODE is embedded, which `npm run dev` and `npm run preview` alone set: that mode shows all emails and lets admins in without a second factor. Take it out of the environment and of .env.",
  );
  process.exit(1);
}
// lib/env.ts says what is wrong with one that is no address.
const host = HOST && (HOST === "localhost" || isIP(HOST)) ? HOST : "127.0.0.1";
process.argv.splice(2, Number.POSITIVE_INFINITY, "start", "-H", host, "-p", PORT || "3000");
await import("next/dist/bin/next");
