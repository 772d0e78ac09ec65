import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import type { ApiError } from "@/components/client/api";
import { withReturn } from "@/components/client/return-path";
import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";
import { checkoutErrorMessage, type Remedy } from "./error-messages";
import { walletPath } from "./paths";

interface Props {
  error: ApiError;
  retry: () => unknown;
}

/** Why the payment couldn't be started, that no money moved, and the button for what to do. */
export function CheckoutProblem({ error, retry }: Props) {
  const router = useRouter();
  const signIn = () => {
    const { pathname, search } = window.location;
    router.push(withReturn("/sign-in", pathname + search));
  };
  const showPrice = () => {
    router.refresh();
    // The price may have changed back, so the checkout is requested again as well.
    retry();
  };
  const { title, text, remedy } = checkoutErrorMessage(error);
  const remedies = {
    retry: <Button onClick={() => retry()}>Try again</Button>,
    reload: <Button onClick={showPrice}>Show the new price</Button>,
    store: <ButtonLink href="/">Browse challenges</ButtonLink>,
    wallet: <ButtonLink href={walletPath}>View wallets</ButtonLink>,
    "sign-in": <Button onClick={signIn}>Sign in</Button>,
  } satisfies Record<Remedy, unknown>;
  return (
    <ErrorState
      title={title}
      money="You haven't been charged."
      action={remedies[remedy]}
      reference={error.requestId}
    >
      <p>{text}</p>
    </ErrorState>
  );
}
