import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { DeadLink } from "@/components/auth/dead-link";
import { VerifyEmail } from "@/components/auth/verify-email";
import { ButtonLink } from "@/components/ui/button-link";
import { profilePath } from "@/components/ui/places";
import { addressToVerify } from "@/lib/auth";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { readableEmail } from "@/lib/readable-email";
import { type LinkPageProps, linkToken } from "../link-token";

export const metadata: Metadata = { title: "Your e-mail address", referrer: "no-referrer" };

/** Opening it changes nothing: the button does. */
export default async function VerifyEmailPage(props: LinkPageProps) {
  const token = await linkToken(props);
  const ctx = await pageContext();
  const email = await addressToVerify(ctx, token);
  if (email) {
    return (
      <AuthCard title="Confirm your e-mail address">
        <VerifyEmail token={token} email={readableEmail(email)} />
      </AuthCard>
    );
  }
  const me = signedIn(ctx);
  if (me?.emailVerified) {
    return (
      <AuthCard title="Your e-mail address is verified" note={readableEmail(me.email)}>
        <ButtonLink href="/dashboard" fullWidth>
          Go to your dashboard
        </ButtonLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Confirm your e-mail address">
      <DeadLink way={{ href: profilePath, text: "Open your profile" }}>
        If the address isn't verified yet, your profile sends you a new one.
      </DeadLink>
    </AuthCard>
  );
}
