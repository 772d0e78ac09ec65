import { operations } from "@/lib/actions/operations";
import { serve } from "@/lib/api/serve";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(operations.performAction);
