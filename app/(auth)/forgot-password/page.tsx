import type { Metadata } from "next";
import { connection } from "next/server";
import { AuthCard } from "@/components/auth/auth-card";
import { ForgotPassword } from "@/components/auth/forgot-password";
import { clientConfig } from "@/lib/client-config";
import { sendsMail } from "@/lib/mail";

export const metadata: Metadata = { title: "Forgotten password" };

export default async function ForgotPasswordPage() {
  await connection();
  const { supportEmail } = clientConfig();
  return (
    <AuthCard
      title="Forgot your password?"
      other={{ question: "Remembered it?", href: "/sign-in", text: "Sign in" }}
    >
      {sendsMail() ? (
        <ForgotPassword />
      ) : (
        <p>
          This site sends no e-mail. Write to <a href={`mailto:${supportEmail}`}>{supportEmail}</a>{" "}
          from the address of your account.
        </p>
      )}
    </AuthCard>
  );
}
