import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/app/frame";
import { withReturn } from "@/lib/client/return-path";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";

/** A courtesy: each page and each verb asks by itself who is signed in. */
export default async function Layout({ children }: { children: ReactNode }) {
  if (!signedIn(await pageContext())) redirect(withReturn("/sign-in", await pageAddress()));
  return <Frame>{children}</Frame>;
}
