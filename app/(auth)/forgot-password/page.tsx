import type { Metadata } from "next";
import { connection } from "next/server";
import { AuthCard } from "@/components/auth/auth-card";
import { ForgotPassword } from "@/components/auth/forgot-password";
import { TextLink } from "@/components/ui/text-link";
import { clientConfig } from "@/lib/core/client-config";
import { isEmailEnabled } from "@/lib/mail";

export const metadata: Metadata = { title: "Reset password" };

export default async function ForgotPasswordPage() {
  await connection();
  const { supportEmail } = clientConfig();
  return (
    <AuthCard
      title="Forgot your password?"
      other={{ question: "Remember it?", href: "/sign-in", text: "Sign in" }}
    >
      {isEmailEnabled() ? (
        <ForgotPassword />
      ) : (
        <p>
          Password resets by email aren't set up here. Email{" "}
          <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink> from your account's
          address.
        </p>
      )}
    </AuthCard>
  );
}
