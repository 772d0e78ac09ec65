import { hasSubscribers } from "node:diagnostics_channel";
import { vi } from "vitest";

// One process runs many test files. Each starts with the environment of the first, and with modules of the project that
// are loaded anew; packages, which take most of the time to load, stay.
const shared = globalThis as typeof globalThis & { environmentAtStart?: NodeJS.ProcessEnv };
shared.environmentAtStart ??= { ...process.env };
for (const name of Object.keys(process.env)) {
  if (!(name in shared.environmentAtStart)) Reflect.deleteProperty(process.env, name);
}
Object.assign(process.env, shared.environmentAtStart);
for (const name of Object.keys(globalThis)) {
  if (name.startsWith("propdesk")) Reflect.deleteProperty(globalThis, name);
}
// A subscriber would see the requests to this file's servers too, its Stripe sandbox's included.
if (hasSubscribers("http.server.request.start")) {
  throw new Error(
    "An earlier test file of this process still watches the requests of all servers.",
  );
}
vi.resetModules();
