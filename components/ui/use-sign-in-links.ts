"use client";

import { useSearchParams } from "next/navigation";
import { returnPath, withReturn } from "@/lib/client/return-path";

/** The addresses of sign-in and sign-up; they keep the way back that this page was given. */
export function useSignInLinks() {
  const wanted = useSearchParams().get("callbackUrl");
  const link = (page: "/sign-in" | "/sign-up") =>
    wanted === null ? page : withReturn(page, returnPath(wanted));
  return { signIn: link("/sign-in"), signUp: link("/sign-up") };
}
