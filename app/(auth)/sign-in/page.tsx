import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { SignInForm } from "@/components/auth/sign-in-form";
import { type AuthPageProps, authPage } from "../auth-page";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignIn(props: AuthPageProps) {
  const { callbackUrl, note } = await authPage(props);
  return (
    <AuthCard
      title="Sign in"
      note={note}
      callbackUrl={callbackUrl}
      other={{ question: "New here?", page: "/sign-up", text: "Create an account" }}
    >
      <SignInForm callbackUrl={callbackUrl} />
    </AuthCard>
  );
}
