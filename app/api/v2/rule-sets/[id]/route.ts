import { serve } from "@/lib/api/serve";
import { tierOperations } from "@/lib/catalog/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(tierOperations.getRuleSet);
