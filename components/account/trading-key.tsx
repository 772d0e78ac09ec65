import { FactList } from "@/components/ui/fact-list";
import panel from "@/components/ui/panel.module.css";
import { ShortId } from "@/components/ui/short-id";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";

/** What a prop account is traded with, and its id. */
export function TradingKey({ account }: { account: PropAccountView }) {
  const { synthetic_hotkey: hotkey, subaccount_id: subaccount, status, id } = account;
  const isOpening = status === "provisioning" || status === "provisioning_failed";
  return (
    <section className={panel.panel} aria-labelledby="trading">
      <h2 id="trading" className={panel.title}>
        Trading account
      </h2>
      {status === "active" && <p className={panel.text}>You trade with the account key.</p>}
      {isOpening && (
        <p className={panel.text}>Your account key appears here once the account is open.</p>
      )}
      <div className={panel.facts}>
        <FactList
          facts={{
            "Account key (hotkey)": hotkey && <ShortId id={hotkey} label="account key" />,
            // The key ends with the subaccount's number.
            Subaccount: hotkey ? null : subaccount,
            "Account ID": <ShortId id={id} label="account ID" />,
          }}
        />
      </div>
    </section>
  );
}
