"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import classes from "@/components/ui/panel.module.css";
import { TemporaryPassword } from "@/components/ui/temporary-password";
import { useFocusAfter } from "@/components/ui/use-focus-after";
import { ChangePassword } from "./change-password";
import { ResetPassword } from "./reset-password";

/** What is open in the panel, or what has just been done. */
type Shown =
  | { view: "closed" | "change" | "reset" | "changed" }
  | { view: "new"; password: string };

interface Props {
  login: number;
  /** It is still the temporary one: changing it is the thing to do. */
  mustChange: boolean;
}

/** The trading password of an account: change it, or get a new one when it is lost. */
export function TradingPassword({ login, mustChange }: Props) {
  const router = useRouter();
  const [shown, setShown] = useState<Shown>({ view: "closed" });
  const section = useRef<HTMLElement>(null);
  useFocusAfter(section, shown.view);
  const close = () => setShown({ view: "closed" });
  const done = (next: Shown) => {
    setShown(next);
    // The account says whether its password must be changed.
    router.refresh();
  };
  const isForm = shown.view === "change" || shown.view === "reset";
  return (
    <section ref={section} className={classes.panel} aria-labelledby="password">
      <h2 id="password" className={classes.title}>
        Trading password
      </h2>
      <div role="status">
        {shown.view === "changed" && (
          <p className={classes.done}>
            The password is changed. The old one doesn't work any more.
          </p>
        )}
      </div>
      {shown.view === "new" && <TemporaryPassword login={login} password={shown.password} />}
      {shown.view === "change" && (
        <ChangePassword login={login} close={close} done={() => done({ view: "changed" })} />
      )}
      {shown.view === "reset" && (
        <ResetPassword
          login={login}
          close={close}
          done={(password) => done({ view: "new", password })}
        />
      )}
      {shown.view === "closed" && (
        <p className={classes.text}>You sign in to the trading platform with it and the login.</p>
      )}
      {!isForm && (
        <div className={classes.buttons}>
          <Button
            variant={mustChange ? "filled" : "default"}
            onClick={() => setShown({ view: "change" })}
          >
            Change password
          </Button>
          {shown.view !== "new" && (
            <Button variant="subtle" color="gray" onClick={() => setShown({ view: "reset" })}>
              I lost it
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
