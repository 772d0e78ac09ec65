import { route, routes } from "@/lib/http/route";
import { redeliver } from "@/lib/webhooks";
import { deliveryParams } from "@/lib/webhooks/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app",
    params: deliveryParams,
    run: async (ctx, { params }) =>
      Response.json(await redeliver(ctx, params.id, params.delivery_id), { status: 202 }),
  }),
});
