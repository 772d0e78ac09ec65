import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/app/frame";
import { withReturn } from "@/components/client/return-path";
import { pageAddress, pageContext, signedInCustomer } from "@/lib/api/page-context";

/** Redirects to sign-in, for convenience only: each page and each verb checks by itself who is signed in. */
export default async function Layout({ children }: { children: ReactNode }) {
  if (!signedInCustomer(await pageContext())) redirect(withReturn("/sign-in", await pageAddress()));
  return <Frame>{children}</Frame>;
}
