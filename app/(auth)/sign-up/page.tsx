import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { withReturn } from "@/components/client/return-path";
import { type AuthPageProps, authPage } from "../auth-page";

// The URL of the page to return to may contain the token of an emailed link.
export const metadata: Metadata = { title: "Create account", referrer: "no-referrer" };

export default async function SignUp(props: AuthPageProps) {
  const { callbackUrl, note } = await authPage(props);
  return (
    <AuthCard
      title="Create your account"
      note={note}
      other={{
        question: "Already have an account?",
        href: withReturn("/sign-in", callbackUrl),
        text: "Sign in",
      }}
    >
      <SignUpForm callbackUrl={callbackUrl} />
    </AuthCard>
  );
}
