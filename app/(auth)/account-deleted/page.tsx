import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountDeleted } from "@/components/auth/account-deleted";
import { AuthCard } from "@/components/auth/auth-card";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { clientConfig } from "@/lib/core/client-config";

export const metadata: Metadata = { title: "Account deleted" };

/** Shown after a customer deleted their account; another customer goes to the dashboard. */
export default async function AccountDeletedPage() {
  if (signedInCustomer(await pageContext())) redirect("/dashboard");
  return (
    <AuthCard title="Your account is deleted">
      <AccountDeleted supportEmail={clientConfig().supportEmail} />
    </AuthCard>
  );
}
