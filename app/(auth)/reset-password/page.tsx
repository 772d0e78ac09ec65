import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { DeadLink } from "@/components/auth/dead-link";
import { ResetPassword } from "@/components/auth/reset-password";
import { canReset } from "@/lib/auth";
import { pageContext } from "@/lib/http/page-context";
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
        <DeadLink way={{ href: "/forgot-password", text: "Send me a new link" }}>
          Ask for a new one: it takes a minute.
        </DeadLink>
      )}
    </AuthCard>
  );
}
