import { listResponse } from "@/lib/http/pagination";
import { route, routes } from "@/lib/http/route";
import { listDeliveries } from "@/lib/webhooks";
import { deliveriesQuery, endpointParams } from "@/lib/webhooks/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "app",
    params: endpointParams,
    query: deliveriesQuery,
    run: async (ctx, { request, params, query }) =>
      listResponse(request, await listDeliveries(ctx, params.id, query)),
  }),
});
