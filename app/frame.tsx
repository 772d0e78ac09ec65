import { connection } from "next/server";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/ui/app-frame";
import { clientConfig } from "@/lib/client-config";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { readableEmail } from "@/lib/readable-email";

/** The frame around a page, for whoever is signed in. It stands while the database is away. */
export async function Frame({ children }: { children: ReactNode }) {
  await connection();
  const { firmName, supportEmail, sandbox } = clientConfig();
  const user = await pageContext().then(signedIn, () => null);
  return (
    <AppFrame
      firmName={firmName}
      supportEmail={supportEmail}
      sandbox={sandbox}
      user={user && { email: readableEmail(user.email), role: user.role }}
    >
      {children}
    </AppFrame>
  );
}
