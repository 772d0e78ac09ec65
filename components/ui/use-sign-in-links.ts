"use client";

import { useSearchParams } from "next/navigation";
import { returnPath, withReturn } from "@/components/client/return-path";

/** The paths of sign-in and sign-up, with the `callbackUrl` of the current page, if it has one. */
export function useSignInLinks() {
  const callbackUrl = useSearchParams().get("callbackUrl");
  const link = (page: "/sign-in" | "/sign-up") =>
    callbackUrl === null ? page : withReturn(page, returnPath(callbackUrl));
  return { signIn: link("/sign-in"), signUp: link("/sign-up") };
}
