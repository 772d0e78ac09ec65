import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth";
import { anonymousContext } from "@/lib/http/route";

const handler = (request: Request, next: unknown) =>
  NextAuth(authOptions(anonymousContext(request.headers)))(request, next);

export { handler as GET, handler as POST };
