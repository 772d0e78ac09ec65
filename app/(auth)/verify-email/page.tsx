import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { DeadLink } from "@/components/auth/dead-link";
import { SignInToVerify } from "@/components/auth/sign-in-to-verify";
import { VerifyEmail } from "@/components/auth/verify-email";
import { ButtonLink } from "@/components/ui/button-link";
import { profilePath } from "@/components/ui/places";
import { readVerificationLink } from "@/lib/auth";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { readableEmail } from "@/lib/readable-email";
import { type LinkPageProps, linkToken } from "../link-token";

export const metadata: Metadata = { title: "Your e-mail address", referrer: "no-referrer" };

/** Opening it changes nothing: the button does, for the customer whom the link was sent to. */
export default async function VerifyEmailPage(props: LinkPageProps) {
  const token = await linkToken(props);
  const ctx = await pageContext();
  const me = signedIn(ctx);
  const link = await readVerificationLink(ctx, token);
  if (link) {
    const email = readableEmail(link.email);
    return (
      <AuthCard title="Confirm your e-mail address">
        {link.isOwn ? (
          <VerifyEmail token={token} email={email} />
        ) : (
          <SignInToVerify
            email={email}
            signedInAs={me && readableEmail(me.email)}
            path={`/verify-email?token=${encodeURIComponent(token)}`}
          />
        )}
      </AuthCard>
    );
  }
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
