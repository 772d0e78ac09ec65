import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/app/frame";
import { ConsoleNav } from "@/components/admin/console/nav";
import { withReturn } from "@/lib/client/return-path";
import { pageContext, signedIn } from "@/lib/http/page-context";

/** A courtesy: each verb asks by itself whether an admin is asking. To others nothing is here. */
export default async function Layout({ children }: { children: ReactNode }) {
  const me = signedIn(await pageContext());
  if (!me) redirect(withReturn("/sign-in", "/admin"));
  if (me.role !== "admin") notFound();
  return (
    <Frame>
      <ConsoleNav />
      {children}
    </Frame>
  );
}
