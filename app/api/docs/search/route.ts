import { docsAt } from "@/app/docs/read-docs";
import { searchEntries } from "@/components/docs/search/entries";
import { serve } from "@/lib/api/serve";
import { clientConfig } from "@/lib/core/client-config";
import { implement } from "@/lib/http/operation";
import { operations } from "@/lib/openapi/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  implement(operations.getSearchEntries, async () => {
    const { guides, document } = await docsAt(clientConfig().appUrl);
    const headers = { "cache-control": "public, max-age=300" };
    return Response.json({ entries: searchEntries(guides, document) }, { headers });
  }),
);
