"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ProfileView, SecondFactorSetUp } from "@/lib/auth/schemas";
import { StatusBadge } from "../../ui/status-badge";
import { useFocusAfter } from "../../ui/use-focus-after";
import classes from "../profile.module.css";
import { BothFactors } from "./both-factors";
import { ConfirmCode } from "./confirm-code";
import { FactorText } from "./factor-text";
import { RecoveryCodes } from "./recovery-codes";
import { TurnOn } from "./turn-on";

type Shown =
  | { view: "closed" | "turn-on" | "turn-off" | "renew" }
  | { view: "scan"; setUp: SecondFactorSetUp }
  | { view: "codes"; codes: string[] };

interface Props {
  factor: ProfileView["second_factor"];
  /** The email address must be verified before it can be turned on. */
  needsVerifiedEmail: boolean;
}

/** The two-factor panel: turn it on, turn it off, generate new recovery codes. */
export function SecondFactor({ factor, needsVerifiedEmail }: Props) {
  const router = useRouter();
  const [shown, setShown] = useState<Shown>({ view: "closed" });
  const section = useRef<HTMLElement>(null);
  useFocusAfter(section, shown.view);
  const close = () => setShown({ view: "closed" });
  const show = (view: "turn-on" | "turn-off" | "renew") => () => setShown({ view });
  const showCodes = (codes: string[]) => {
    setShown({ view: "codes", codes });
    router.refresh();
  };
  const { required } = factor;
  // The codes arrive before the page is refreshed.
  const on = factor.on || shown.view === "codes";
  return (
    <section ref={section} className={classes.panel} aria-labelledby="second-factor">
      <div className={classes.head}>
        <h2 id="second-factor">Two-factor authentication</h2>
        <StatusBadge status={on ? "active" : "disabled"} label={on ? "On" : "Off"} />
      </div>
      {shown.view === "closed" && <FactorText factor={factor} />}
      {shown.view === "closed" && !on && needsVerifiedEmail && (
        <p className={classes.text}>Verify your email address before you turn this on.</p>
      )}
      {shown.view === "turn-on" && (
        <TurnOn close={close} done={(setUp) => setShown({ view: "scan", setUp })} />
      )}
      {shown.view === "scan" && <ConfirmCode setUp={shown.setUp} close={close} done={showCodes} />}
      {shown.view === "codes" && <RecoveryCodes codes={shown.codes} close={close} />}
      {(shown.view === "turn-off" || shown.view === "renew") && (
        <BothFactors
          action={shown.view}
          close={close}
          done={(codes) => {
            if (codes) return showCodes(codes);
            close();
            router.refresh();
          }}
        />
      )}
      {shown.view === "closed" && (
        <div className={classes.buttons}>
          {on ? (
            <>
              <Button variant="default" onClick={show("renew")}>
                Generate new recovery codes
              </Button>
              {!required && (
                <Button variant="subtle" color="red" onClick={show("turn-off")}>
                  Turn off
                </Button>
              )}
            </>
          ) : (
            <Button
              variant={required ? "filled" : "default"}
              disabled={needsVerifiedEmail}
              onClick={show("turn-on")}
            >
              Turn on
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
