"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import classes from "@/components/ui/panel.module.css";
import { TemporaryPassword } from "@/components/ui/temporary-password";
import { useFocusAfter } from "@/components/ui/use-focus-after";
import { ChangePassword } from "./change-password";
import { ResetPassword } from "./reset-password";

/** The form that is open in the panel, or the change that was just made. */
type PanelState =
  | { view: "closed" | "change" | "reset" | "changed" }
  | { view: "new"; password: string };

interface Props {
  login: number;
  /** It is still the temporary one, which the trader should change. */
  mustChange: boolean;
}

/** The trading password of an account: change it, or replace a lost one. */
export function TradingPassword({ login, mustChange }: Props) {
  const router = useRouter();
  const [panel, setPanel] = useState<PanelState>({ view: "closed" });
  const section = useRef<HTMLElement>(null);
  useFocusAfter(section, panel.view);
  const close = () => setPanel({ view: "closed" });
  const done = (next: PanelState) => {
    setPanel(next);
    // Whether the password must be changed comes with the account.
    router.refresh();
  };
  const isForm = panel.view === "change" || panel.view === "reset";
  return (
    <section ref={section} className={classes.panel} aria-labelledby="password">
      <h2 id="password" className={classes.title}>
        Trading password
      </h2>
      <div role="status">
        {panel.view === "changed" && (
          <p className={classes.done}>Password changed. The old password no longer works.</p>
        )}
      </div>
      {panel.view === "new" && <TemporaryPassword login={login} password={panel.password} />}
      {panel.view === "change" && (
        <ChangePassword login={login} close={close} done={() => done({ view: "changed" })} />
      )}
      {panel.view === "reset" && (
        <ResetPassword
          login={login}
          close={close}
          done={(password) => done({ view: "new", password })}
        />
      )}
      {panel.view === "closed" && (
        <p className={classes.text}>
          Use this password with your login to sign in to the trading platform.
        </p>
      )}
      {!isForm && (
        <div className={classes.buttons}>
          <Button
            variant={mustChange ? "filled" : "default"}
            onClick={() => setPanel({ view: "change" })}
          >
            Change password
          </Button>
          {panel.view !== "new" && (
            <Button variant="subtle" color="gray" onClick={() => setPanel({ view: "reset" })}>
              Forgot password?
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
