import { IconMapPinOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Frame } from "./frame";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Frame>
      <EmptyState
        heading="h1"
        icon={<IconMapPinOff size={24} aria-hidden />}
        title="There is nothing at this address"
        action={
          <>
            <ButtonLink href="/">See the challenges</ButtonLink>
            <ButtonLink href="/dashboard" variant="default">
              Go to your dashboard
            </ButtonLink>
          </>
        }
      >
        <p>The link may be old, or the page belongs to another account than yours.</p>
      </EmptyState>
    </Frame>
  );
}
