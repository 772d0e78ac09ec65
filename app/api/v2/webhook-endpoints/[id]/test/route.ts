import { route, routes } from "@/lib/http/route";
import { sendTest } from "@/lib/webhooks";
import { endpointParams } from "@/lib/webhooks/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app",
    params: endpointParams,
    run: async (ctx, { params }) => Response.json(await sendTest(ctx, params.id), { status: 202 }),
  }),
});
