import { unknownRoutes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = unknownRoutes();
