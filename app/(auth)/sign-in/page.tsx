import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { SignInForm } from "@/components/auth/sign-in-form";
import { withReturn } from "@/components/client/return-path";
import { type AuthPageProps, authPage } from "../auth-page";

// The URL of the page to return to may contain the token of an emailed link.
export const metadata: Metadata = { title: "Sign in", referrer: "no-referrer" };

export default async function SignIn(props: AuthPageProps) {
  const { callbackUrl, note } = await authPage(props);
  return (
    <AuthCard title="Sign in" note={note}>
      <SignInForm callbackUrl={callbackUrl} signUpPath={withReturn("/sign-up", callbackUrl)} />
    </AuthCard>
  );
}
