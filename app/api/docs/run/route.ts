import { highlight } from "@/components/docs/highlight";
import { serve } from "@/lib/api/serve";
import { implement } from "@/lib/http/operation";
import { runOperation } from "@/lib/openapi";
import { operations } from "@/lib/openapi/operations";
import type { RunView } from "@/lib/openapi/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  implement(operations.runOperation, async (ctx, { request, body }): Promise<RunView> => {
    const cookie = request.headers.get("cookie");
    const { durationMs, text, isJson, ...result } = await runOperation(ctx, body, cookie);
    const highlighted = highlight(text, isJson ? "json" : "text");
    return { ...result, duration_ms: durationMs, body: highlighted };
  }),
);
