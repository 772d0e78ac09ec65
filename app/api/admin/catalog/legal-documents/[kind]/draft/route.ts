import { serve } from "@/lib/api/serve";
import { legalAdminOperations } from "@/lib/catalog/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  legalAdminOperations.saveLegalDraft,
);
