import { IconMapPinOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { Frame } from "./frame";

export const metadata: Metadata = { title: "Page not found" };

export default async function NotFound() {
  const customer = await pageContext().then(signedInCustomer, () => null);
  return (
    <Frame>
      <EmptyState
        heading="h1"
        icon={<IconMapPinOff size={24} aria-hidden />}
        title="Page not found"
        action={
          <>
            <ButtonLink href="/">Browse challenges</ButtonLink>
            {customer ? (
              <ButtonLink href="/dashboard" variant="default">
                Go to your dashboard
              </ButtonLink>
            ) : (
              <ButtonLink href="/sign-in" variant="default">
                Sign in
              </ButtonLink>
            )}
          </>
        }
      >
        <p>The link may be outdated, or you may not have access to this page.</p>
      </EmptyState>
    </Frame>
  );
}
