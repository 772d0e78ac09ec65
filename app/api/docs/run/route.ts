import { highlight } from "@/components/docs/highlight";
import { route, routes } from "@/lib/http/route";
import { runOperation } from "@/lib/openapi";
import { type RunView, runInput } from "@/lib/openapi/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    body: runInput,
    run: async (ctx, { request, body }): Promise<RunView> => {
      const { durationMs, text, isJson, ...answer } = await runOperation(
        ctx,
        body,
        request.headers.get("cookie"),
      );
      return {
        ...answer,
        duration_ms: durationMs,
        body: highlight(text, isJson ? "json" : "text"),
      };
    },
  }),
});
