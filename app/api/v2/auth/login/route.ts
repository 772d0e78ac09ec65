import { serve } from "@/lib/api/serve";
import { tokenOperations } from "@/lib/auth/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(tokenOperations.logIn);
