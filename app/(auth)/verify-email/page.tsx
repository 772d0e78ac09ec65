import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { ExpiredLink } from "@/components/auth/expired-link";
import { SignInToVerify } from "@/components/auth/sign-in-to-verify";
import { VerifyEmail } from "@/components/auth/verify-email";
import { ButtonLink } from "@/components/ui/button-link";
import { profilePath } from "@/components/ui/nav-items";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { readVerificationLink } from "@/lib/auth";
import { readableEmail } from "@/lib/core/readable-email";
import { type LinkPageProps, linkToken } from "../link-token";

export const metadata: Metadata = { title: "Verify your email", referrer: "no-referrer" };

/** Opening the page changes nothing. Its button verifies the address, for the customer who got the link. */
export default async function VerifyEmailPage(props: LinkPageProps) {
  const token = await linkToken(props);
  const ctx = await pageContext();
  const me = signedInCustomer(ctx);
  const link = await readVerificationLink(ctx, token);
  if (link) {
    const email = readableEmail(link.email);
    return (
      <AuthCard title="Verify your email address">
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
      <AuthCard title="Your email address is verified" note={readableEmail(me.email)}>
        <ButtonLink href="/dashboard" fullWidth>
          Go to your dashboard
        </ButtonLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Verify your email address">
      <ExpiredLink action={{ href: profilePath, text: "View profile" }}>
        Still not verified? Request a new link from your profile.
      </ExpiredLink>
    </AuthCard>
  );
}
