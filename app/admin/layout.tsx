import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/app/frame";
import { ConsoleFrame } from "@/components/admin/console/console-frame";
import { profilePath } from "@/components/ui/places";
import { withReturn } from "@/lib/client/return-path";
import { lacksSecondFactor } from "@/lib/context";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";
import { release } from "@/lib/release";

/** A courtesy: each verb asks by itself whether an admin is asking. To others nothing is here. */
export default async function Layout({ children }: { children: ReactNode }) {
  const me = signedIn(await pageContext());
  if (!me) redirect(withReturn("/sign-in", await pageAddress()));
  if (me.role !== "admin") notFound();
  if (lacksSecondFactor(me)) redirect(`${profilePath}#second-factor`);
  return (
    <Frame>
      <ConsoleFrame release={release()}>{children}</ConsoleFrame>
    </Frame>
  );
}
