import { editGroup } from "@/lib/catalog";
import { groupInput, groupParams } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PUT: route({
    surface: "admin",
    params: groupParams,
    body: groupInput,
    run: (ctx, { params, body }) => editGroup(ctx, params.name, body),
  }),
});
