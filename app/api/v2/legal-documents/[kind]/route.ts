import { serve } from "@/lib/api/serve";
import { legalOperations } from "@/lib/catalog/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(legalOperations.getLegalDocument);
