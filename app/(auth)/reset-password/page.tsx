import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { ExpiredLink } from "@/components/auth/expired-link";
import { ResetPassword } from "@/components/auth/reset-password";
import { pageContext } from "@/lib/api/page-context";
import { canReset } from "@/lib/auth";
import { type LinkPageProps, linkToken } from "../link-token";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };

export default async function ResetPasswordPage(props: LinkPageProps) {
  const token = await linkToken(props);
  const works = await canReset(await pageContext(), token);
  return (
    <AuthCard title="Choose a new password">
      {works ? (
        <ResetPassword token={token} />
      ) : (
        <ExpiredLink action={{ href: "/forgot-password", text: "Send a new link" }}>
          Request a new one; it only takes a minute.
        </ExpiredLink>
      )}
    </AuthCard>
  );
}
