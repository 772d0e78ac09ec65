import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/app/frame";
import { ConsoleFrame } from "@/components/admin/console/console-frame";
import { withReturn } from "@/components/client/return-path";
import { profilePath } from "@/components/ui/nav-items";
import { pageAddress, pageContext, signedInCustomer } from "@/lib/api/page-context";
import { lacksSecondFactor } from "@/lib/core/context";
import { release } from "@/lib/core/release";

/** Redirects and hides, for convenience only: each verb checks by itself that the caller is an admin. */
export default async function Layout({ children }: { children: ReactNode }) {
  const customer = signedInCustomer(await pageContext());
  if (!customer) redirect(withReturn("/sign-in", await pageAddress()));
  if (customer.role !== "admin") notFound();
  if (lacksSecondFactor(customer)) redirect(`${profilePath}#second-factor`);
  return (
    <Frame>
      <ConsoleFrame release={release()}>{children}</ConsoleFrame>
    </Frame>
  );
}
