import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { ConfirmEmailChange } from "@/components/auth/confirm-email-change";
import { ExpiredLink } from "@/components/auth/expired-link";
import { SignInToConfirm } from "@/components/auth/sign-in-to-confirm";
import { profilePath } from "@/components/ui/nav-items";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { readEmailChangeLink } from "@/lib/auth";
import { readableEmail } from "@/lib/core/readable-email";
import { type LinkPageProps, linkToken } from "../link-token";

export const metadata: Metadata = { title: "Change your email", referrer: "no-referrer" };

/** Opening the page changes nothing. Its button changes the address, for the customer who requested it. */
export default async function ChangeEmailPage(props: LinkPageProps) {
  const token = await linkToken(props);
  const ctx = await pageContext();
  const me = signedInCustomer(ctx);
  const link = await readEmailChangeLink(ctx, token);
  return (
    <AuthCard title="Change your email address">
      {!link && (
        <ExpiredLink action={{ href: profilePath, text: "View profile" }}>
          Your profile shows your current address. Request a new link there.
        </ExpiredLink>
      )}
      {link?.isOwn && me && (
        <ConfirmEmailChange
          token={token}
          email={readableEmail(link.email)}
          oldEmail={readableEmail(me.email)}
        />
      )}
      {link && !link.isOwn && (
        <SignInToConfirm
          email={readableEmail(link.email)}
          signedInAs={me && readableEmail(me.email)}
          path={`/change-email?token=${encodeURIComponent(token)}`}
        />
      )}
    </AuthCard>
  );
}
