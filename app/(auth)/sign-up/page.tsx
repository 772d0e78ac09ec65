import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { withReturn } from "@/lib/client/return-path";
import { type AuthPageProps, authPage } from "../auth-page";

export const metadata: Metadata = { title: "Create account" };

export default async function SignUp(props: AuthPageProps) {
  const { callbackUrl, note } = await authPage(props);
  return (
    <AuthCard
      title="Create your account"
      note={note}
      other={{
        question: "Have an account?",
        href: withReturn("/sign-in", callbackUrl),
        text: "Sign in",
      }}
    >
      <SignUpForm callbackUrl={callbackUrl} />
    </AuthCard>
  );
}
