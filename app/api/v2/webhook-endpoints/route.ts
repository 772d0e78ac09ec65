import { listResponse } from "@/lib/http/pagination";
import { route, routes } from "@/lib/http/route";
import { createEndpoint, listEndpoints } from "@/lib/webhooks";
import { endpointInput, endpointsQuery } from "@/lib/webhooks/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "app",
    query: endpointsQuery,
    run: async (ctx, { request, query }) => listResponse(request, await listEndpoints(ctx, query)),
  }),
  POST: route({
    surface: "app",
    body: endpointInput,
    run: async (ctx, { body }) => Response.json(await createEndpoint(ctx, body), { status: 201 }),
  }),
});
