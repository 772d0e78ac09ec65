import { z } from "zod";
import { operation } from "@/lib/http/operation";
import { program } from "./examples";
import { getProgram, listPrograms } from "./programs";
import { programParams, programsQuery, programView } from "./schemas";

/** The programs on sale. */
export const programOperations = {
  listPrograms: operation({
    route: "GET /api/prop/programs",
    tag: "Challenges",
    summary: "List programs",
    description: "The challenges for sale, with the rules of each phase.",
    surface: "session",
    query: programsQuery,
    responses: {
      200: {
        description: "The programs, in store order.",
        schema: z.object({ rows: z.array(programView).meta({ description: "The rows." }) }),
        example: { rows: [program] },
      },
    },
    run: async (ctx, { query }) => ({ rows: await listPrograms(ctx.db, query.brand) }),
  }),
  getProgram: operation({
    route: "GET /api/prop/programs/[id]",
    tag: "Challenges",
    summary: "Get a program",
    surface: "session",
    params: programParams,
    responses: { 200: { description: "The program.", schema: programView, example: program } },
    errors: ["NOT_FOUND"],
    ids: { id: "program" },
    run: (ctx, { params }) => getProgram(ctx.db, params.id),
  }),
};
