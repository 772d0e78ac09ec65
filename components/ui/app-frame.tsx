import { IconFlask } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./app-frame.module.css";
import footer from "./footer.module.css";
import { Header } from "./header";
import { helpPath, type SignedInUser } from "./nav-items";
import sandboxBar from "./sandbox-bar.module.css";
import { TestCards } from "./test-cards";

interface Props {
  firmName: string;
  supportEmail: string;
  sandbox: boolean;
  user: SignedInUser | null;
  children: ReactNode;
}

/** The frame of every page: sandbox bar, header, content, footer. */
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

/** Says that this is the sandbox, with a list of test cards. Only rendered in the sandbox. */
function SandboxBar() {
  return (
    <aside className={sandboxBar.bar} aria-label="Sandbox">
      <IconFlask size={14} aria-hidden />
      <span>Sandbox: no money moves.</span>
      <TestCards />
    </aside>
  );
}

/** The footer: help, the legal documents and the support address. Partners find the documentation on the help page. */
function Footer({ firmName, supportEmail }: Pick<Props, "firmName" | "supportEmail">) {
  return (
    <footer className={footer.footer}>
      <div className={footer.inner}>
        <span>{firmName}</span>
        <nav className={footer.links} aria-label="Footer">
          <Link href={helpPath}>Help</Link>
          <Link href="/terms">Terms</Link>
          <Link href="/privacy">Privacy</Link>
          <Link href="/risk">Risk disclosure</Link>
          <Link href="/refunds">Refunds</Link>
          <a href={`mailto:${supportEmail}`}>{supportEmail}</a>
        </nav>
      </div>
    </footer>
  );
}
