import { serve } from "@/lib/api/serve";
import { implement } from "@/lib/http/operation";
import { listOwnIds } from "@/lib/openapi";
import { operations } from "@/lib/openapi/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  implement(operations.listOwnIds, (ctx, { query }) => listOwnIds(ctx, query.kind, query.of)),
);
