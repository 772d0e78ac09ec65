import { accountsPath } from "@/components/account/paths";
import { ButtonLink } from "@/components/ui/button-link";
import { ErrorState } from "@/components/ui/error-state";

/** In place of the page while the trading server is unreachable: wallets and account sizes come from it. */
export function ProgramUnavailable() {
  return (
    <ErrorState
      heading="h1"
      title="We can't load this challenge right now"
      money="Opening this page never charges you."
      action={<ButtonLink href={accountsPath}>View your accounts</ButtonLink>}
    >
      <p>The trading server isn't responding. Reload the page in a minute.</p>
    </ErrorState>
  );
}
