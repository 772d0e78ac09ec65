import type { Metadata } from "next";
import { AccountDeleted } from "@/components/auth/account-deleted";
import { AuthCard } from "@/components/auth/auth-card";
import { clientConfig } from "@/lib/core/client-config";

export const metadata: Metadata = { title: "Account deleted" };

/** Shown after a customer deleted their account. */
export default function AccountDeletedPage() {
  return (
    <AuthCard title="Your account is deleted">
      <AccountDeleted supportEmail={clientConfig().supportEmail} />
    </AuthCard>
  );
}
