import { hasSubscribers } from "node:diagnostics_channel";
import { vi } from "vitest";

// One process runs many test files: each finds it as the first did. The project's own modules begin
// anew, with what they keep; the packages, which take most of the time to load, stay.
const shared = globalThis as typeof globalThis & { environmentAtStart?: NodeJS.ProcessEnv };
shared.environmentAtStart ??= { ...process.env };
for (const name of Object.keys(process.env)) {
  if (!(name in shared.environmentAtStart)) Reflect.deleteProperty(process.env, name);
}
Object.assign(process.env, shared.environmentAtStart);
for (const name of Object.keys(globalThis)) {
  if (name.startsWith("propdesk")) Reflect.deleteProperty(globalThis, name);
}
// Whoever still looks at requests would change those to this file's servers, its Stripe sandbox's too.
if (hasSubscribers("http.server.request.start")) {
  throw new Error(
    "An earlier test file of this process still watches the requests of all servers.",
  );
}
vi.resetModules();
