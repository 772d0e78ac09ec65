import { serve } from "@/lib/api/serve";
import { implement } from "@/lib/http/operation";
import { openApiResponse } from "@/lib/openapi";
import { operations } from "@/lib/openapi/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  implement(operations.getOpenApi, (_, { request }) => openApiResponse(request)),
);
