import { Button } from "@mantine/core";
import { IconMapPinOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { Frame } from "./frame";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Frame>
      <EmptyState
        icon={<IconMapPinOff size={24} aria-hidden />}
        title="There is nothing at this address"
        action={
          <>
            <Button component={Link} href="/">
              See the challenges
            </Button>
            <Button component={Link} href="/dashboard" variant="default">
              Go to your dashboard
            </Button>
          </>
        }
      >
        <p>The link may be old, or the page belongs to another account than yours.</p>
      </EmptyState>
    </Frame>
  );
}
