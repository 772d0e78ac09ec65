import { setProgramStatus } from "@/lib/catalog";
import { programParams, programStatusInput } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PUT: route({
    surface: "admin",
    params: programParams,
    body: programStatusInput,
    run: (ctx, { params, body }) => setProgramStatus(ctx, params.id, body),
  }),
});
