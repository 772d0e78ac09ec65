import { createProgram } from "@/lib/catalog";
import { newProgramInput } from "@/lib/catalog/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "admin",

    body: newProgramInput,
    run: async (ctx, { body }) => Response.json(await createProgram(ctx, body), { status: 201 }),
  }),
});
