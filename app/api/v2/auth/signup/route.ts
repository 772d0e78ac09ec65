import { serve } from "@/lib/api/serve";
import { operations } from "@/lib/sign-up/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(operations.signUp);
