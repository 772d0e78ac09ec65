import { serve } from "@/lib/api/serve";
import { noteOperations } from "@/lib/auth/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(noteOperations.addCustomerNote);
