import { archiveTier } from "@/lib/catalog";
import { archivedInput, tierParams } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PUT: route({
    surface: "admin",
    params: tierParams,
    body: archivedInput,
    run: (ctx, { params, body }) => archiveTier(ctx, params.id, body),
  }),
});
