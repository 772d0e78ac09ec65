import { editProgram } from "@/lib/catalog";
import { programInput, programParams } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  PUT: route({
    surface: "admin",
    params: programParams,
    body: programInput,
    run: (ctx, { params, body }) => editProgram(ctx, params.id, body),
  }),
});
