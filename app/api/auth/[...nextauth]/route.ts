import { serve } from "@/lib/api/serve";
import { nextAuthRoutes } from "@/lib/auth/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(...nextAuthRoutes);
