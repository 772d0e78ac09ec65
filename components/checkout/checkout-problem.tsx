import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";
import type { ApiError } from "@/lib/client/api";
import { withReturn } from "@/lib/client/return-path";
import { walletPath } from "./addresses";
import { type Remedy, refusalWords } from "./refusal-words";

interface Props {
  error: ApiError;
  retry: () => unknown;
}

/** The payment couldn't be made: why, that no money moved, and the one thing to do about it. */
export function CheckoutProblem({ error, retry }: Props) {
  const router = useRouter();
  const signIn = () => {
    const { pathname, search } = window.location;
    router.push(withReturn("/sign-in", pathname + search));
  };
  const showPrice = () => {
    router.refresh();
    // It may be the price of before again.
    retry();
  };
  const { title, text, remedy } = refusalWords(error);
  const remedies = {
    retry: <Button onClick={() => retry()}>Try again</Button>,
    reload: <Button onClick={showPrice}>Show the new price</Button>,
    store: <ButtonLink href="/">See all challenges</ButtonLink>,
    wallet: <ButtonLink href={walletPath}>See your wallets</ButtonLink>,
    "sign-in": <Button onClick={signIn}>Sign in</Button>,
  } satisfies Record<Remedy, unknown>;
  return (
    <ErrorState
      title={title}
      money="No money has moved."
      action={remedies[remedy]}
      reference={error.requestId}
    >
      <p>{text}</p>
    </ErrorState>
  );
}
