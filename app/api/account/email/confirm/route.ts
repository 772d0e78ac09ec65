import { serve } from "@/lib/api/serve";
import { profileOperations } from "@/lib/auth/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(profileOperations.changeEmail);
