import type { ReactNode } from "react";
import classes from "./app-frame.module.css";
import { Footer } from "./footer";
import { Header } from "./header";
import { SandboxBar } from "./sandbox-bar";

/** Who is signed in, as far as the header shows it. */
export interface FrameUser {
  email: string;
  role: "trader" | "admin";
}

interface Props {
  firmName: string;
  supportEmail: string;
  sandbox: boolean;
  user: FrameUser | null;
  children: ReactNode;
}

/** The frame of every page: sandbox bar, header, the page itself, footer. */
export function AppFrame({ firmName, supportEmail, sandbox, user, children }: Props) {
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      {sandbox && <SandboxBar />}
      <Header firmName={firmName} user={user} />
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <Footer firmName={firmName} supportEmail={supportEmail} />
    </div>
  );
}
