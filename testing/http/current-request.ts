import { createRequire } from "node:module";

interface CurrentRequest {
  /** None until a test sets them. To read them then throws, as in a script or a worker. */
  headers?: Headers | undefined;
  cookies: { name: string; value: string }[];
}
const shared = globalThis as typeof globalThis & { currentRequest?: CurrentRequest };

/** The current request of pages and next-auth, which outside a server there is none of. */
export const current: CurrentRequest = Object.assign(shared.currentRequest ?? {}, {
  headers: undefined,
  cookies: [],
});
shared.currentRequest = current;

// Modules keep the functions that they import: these stay for the life of the process.
Object.assign(createRequire(import.meta.url)("next/headers"), {
  headers: async () => {
    const { headers } = shared.currentRequest ?? {};
    if (!headers) throw new Error("there is no current request");
    return headers;
  },
  cookies: async () => ({ getAll: () => shared.currentRequest?.cookies }),
});
