import { serve } from "@/lib/api/serve";
import { operations } from "@/lib/payments/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(operations.createProgramCheckout);
