import { Button } from "@mantine/core";
import { IconTags } from "@tabler/icons-react";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

export default function TierNotOnSale() {
  return (
    <EmptyState
      icon={<IconTags size={24} aria-hidden />}
      title="This challenge isn't on sale"
      action={
        <Button component={Link} href="/">
          See all challenges
        </Button>
      }
    >
      <p>It was taken off, or the link is wrong. Nothing was charged.</p>
    </EmptyState>
  );
}
