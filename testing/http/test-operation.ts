import { z } from "zod";
import { handle } from "@/lib/api/handle";
import { operation, type Surface } from "@/lib/http/operation";

interface Tested<B extends z.ZodType, Q extends z.ZodType> {
  surface?: Surface;
  body?: B;
  query?: Q;
  run(ctx: unknown, input: { body: z.output<B>; query: z.output<Q> }): unknown;
}

/** The handler of an operation that only a test has. */
export const handlerFor = <B extends z.ZodType, Q extends z.ZodType>({
  surface = "public",
  body,
  query,
  run,
}: Tested<B, Q>) =>
  handle(
    operation({
      route: "POST /api/test",
      tag: "Service",
      summary: "A test's own operation",
      surface,
      ...(body && { body: { schema: body, example: {} } }),
      ...(query && { query }),
      responses: { 200: { description: "Anything.", schema: z.unknown() } },
      run,
    }),
  );
