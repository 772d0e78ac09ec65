import { serve } from "@/lib/api/serve";
import { operations } from "@/lib/prop-accounts/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(operations.listPropAccounts);
