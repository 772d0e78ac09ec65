import { hasSubscribers } from "node:diagnostics_channel";
import { vi } from "vitest";
import { forgetProcess } from "./forget-process";

// One process runs many test files, and loads a module once for all of them. Each file starts with the environment of
// the first, and without what the product keeps for the life of a process (lib/core/per-process.ts).
const shared = globalThis as typeof globalThis & { environmentAtStart?: NodeJS.ProcessEnv };
shared.environmentAtStart ??= { ...process.env };
for (const name of Object.keys(process.env)) {
  if (!(name in shared.environmentAtStart)) Reflect.deleteProperty(process.env, name);
}
Object.assign(process.env, shared.environmentAtStart);
forgetProcess();
vi.useRealTimers();
vi.restoreAllMocks();
vi.unstubAllGlobals();
// A subscriber would see the requests to this file's servers too, its Stripe sandbox's included.
if (hasSubscribers("http.server.request.start")) {
  throw new Error(
    "An earlier test file of this process still watches the requests of all servers.",
  );
}
