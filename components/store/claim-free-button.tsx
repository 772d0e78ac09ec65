"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ApiError, api } from "@/components/client/api";
import { withReturn } from "@/components/client/return-path";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { ButtonLink } from "../ui/button-link";
import { claimAfterSignUp, isToBeClaimed } from "./claim-after-sign-up";
import classes from "./claim-free-button.module.css";

interface Props {
  tierId: string;
  assetClass: string;
  accountSize: number;
}

interface ClaimProps extends Props {
  /** The path of this button: a visitor returns to it after signing up. */
  returnTo: string;
  signedIn: boolean;
}

/** Opens the free account. A visitor signs up first, and doesn't have to press it again. */
export function ClaimFreeButton({ returnTo, signedIn, ...tier }: ClaimProps) {
  if (signedIn) return <ClaimButton {...tier} />;
  return (
    <ButtonLink
      href={withReturn("/sign-up", returnTo)}
      variant="default"
      size="md"
      onClick={() => claimAfterSignUp(tier.tierId)}
    >
      Get a free demo account
    </ButtonLink>
  );
}

/** Opens the free account and goes to the dashboard. A second press sends the same key. */
function ClaimButton({ tierId, assetClass, accountSize }: Props) {
  const router = useRouter();
  const key = useRef<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);

  const claim = async () => {
    key.current ??= crypto.randomUUID();
    setBusy(true);
    setProblem(null);
    try {
      const body = { tier_id: tierId, asset_class: assetClass, account_size: accountSize };
      const options = { idempotencyKey: key.current };
      const account = await api<PropAccountView>("POST", "/v2/payments/free", body, options);
      router.push(`/dashboard?new=${encodeURIComponent(account.id)}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) {
        const { pathname, search } = window.location;
        router.push(withReturn("/sign-in", `${pathname}${search}#try-it`));
        return;
      }
      setProblem(error);
      setBusy(false);
    }
  };

  const claimIfPressedBefore = useEffectEvent(() => {
    if (isToBeClaimed(tierId)) void claim();
  });
  useEffect(() => claimIfPressedBefore(), []);

  return (
    <div className={classes.claim}>
      <Button size="md" variant="default" loading={busy} onClick={claim}>
        Get the demo account
      </Button>
      <div
        role="alert"
        className={classes.problem}
        data-kind={problem?.code === "FREE_TIER_LIMIT" ? "known" : "failed"}
      >
        {problem && <Problem error={problem} />}
      </div>
    </div>
  );
}

function Problem({ error }: { error: ApiError }) {
  if (error.code === "FREE_TIER_LIMIT") {
    return (
      <>
        You already have this demo account. <Link href="/dashboard">View it on your dashboard</Link>
      </>
    );
  }
  return (
    <>
      {error.message}
      {error.requestId && <code>{error.requestId}</code>}
    </>
  );
}
