import { route, routes } from "@/lib/http/route";
import { deleteEndpoint, getEndpoint, updateEndpoint } from "@/lib/webhooks";
import { endpointChanges, endpointParams } from "@/lib/webhooks/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "app",
    params: endpointParams,
    run: (ctx, { params }) => getEndpoint(ctx, params.id),
  }),
  PATCH: route({
    surface: "app",
    params: endpointParams,
    body: endpointChanges,
    run: (ctx, { params, body }) => updateEndpoint(ctx, params.id, body),
  }),
  DELETE: route({
    surface: "app",
    params: endpointParams,
    run: async (ctx, { params }) => {
      await deleteEndpoint(ctx, params.id);
      return new Response(null, { status: 204 });
    },
  }),
});
