import { route, routes } from "@/lib/http/route";
import { listAccountOperations } from "@/lib/trading";
import { loginParams, operationsQuery } from "@/lib/trading/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "session",
    params: loginParams,
    query: operationsQuery,
    run: (ctx, { params, query }) => listAccountOperations(ctx, params.login, query),
  }),
});
