import { editTier } from "@/lib/catalog";
import { tierInput, tierParams } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PUT: route({
    surface: "admin",
    params: tierParams,
    body: tierInput,
    run: (ctx, { params, body }) => editTier(ctx, params.id, body),
  }),
});
