import { serve } from "@/lib/api/serve";
import { operations } from "@/lib/personal-data/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(operations.exportPersonalData);
