import { serve } from "@/lib/api/serve";
import { programOperations } from "@/lib/catalog/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(programOperations.listPrograms);
