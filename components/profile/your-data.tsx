"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useFocusAfter } from "../ui/use-focus-after";
import { DeleteAccount } from "./delete-account";
import classes from "./profile.module.css";

interface Props {
  hasSecondFactor: boolean;
  isAdmin: boolean;
}

/** The panel with what a customer can do with all their data: download it, and delete the account. */
export function YourData({ hasSecondFactor, isAdmin }: Props) {
  const [view, setView] = useState<"closed" | "open">("closed");
  const section = useRef<HTMLElement>(null);
  useFocusAfter(section, view);
  return (
    <section ref={section} className={classes.panel} aria-labelledby="your-data">
      <h2 id="your-data" className={classes.title}>
        Your data
      </h2>
      <p className={classes.text}>
        Download what we hold about you: your profile, sessions, payments, accounts, challenges and
        wallets, as a JSON file.
      </p>
      <div className={classes.buttons}>
        <Button
          component="a"
          href="/api/account/data"
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Download my data
        </Button>
      </div>
      {!isAdmin && (
        <div className={classes.next}>
          <h3 className={classes.subtitle}>Delete your account</h3>
          <p className={classes.text}>
            You won't be able to sign in. We'll remove your personal data after 24 hours, but keep
            records of your payments, as tax law requires.
          </p>
          {view === "open" ? (
            <DeleteAccount hasSecondFactor={hasSecondFactor} close={() => setView("closed")} />
          ) : (
            <div className={classes.buttons}>
              <Button
                variant="default"
                className={classes.dangerous}
                onClick={() => setView("open")}
              >
                Delete my account
              </Button>
            </div>
          )}
        </div>
      )}
    </section>
  );
}
