import { ShortId } from "@/components/ui/short-id";
import { formatSize } from "@/lib/money";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import classes from "./completion.module.css";

/** The account that the payment bought: its size, and the hotkey to trade with. */
export function ReadyAccount({ account }: { account: PropAccountView }) {
  return (
    <dl className={classes.account}>
      <div>
        <dt>Account size</dt>
        <dd>{formatSize(account.account_size)}</dd>
      </div>
      {account.synthetic_hotkey && (
        <div>
          <dt>Hotkey</dt>
          <dd>
            <ShortId id={account.synthetic_hotkey} label="hotkey" />
          </dd>
        </div>
      )}
    </dl>
  );
}
