import { archiveGroup } from "@/lib/catalog";
import { archivedInput, groupParams } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PUT: route({
    surface: "admin",
    params: groupParams,
    body: archivedInput,
    run: (ctx, { params, body }) => archiveGroup(ctx, params.name, body),
  }),
});
