import { route, routes } from "@/lib/http/route";
import { rotateSecret } from "@/lib/webhooks";
import { endpointParams } from "@/lib/webhooks/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app",
    params: endpointParams,
    run: (ctx, { params }) => rotateSecret(ctx, params.id),
  }),
});
