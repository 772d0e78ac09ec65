import { unknownRoutes } from "@/lib/api/serve";

/** Every address under /api, /v2 and /prop that has no route of its own. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = unknownRoutes();
