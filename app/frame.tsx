import { connection } from "next/server";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/ui/app-frame";
import { TimeZoneProvider } from "@/components/ui/time-zone";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { clientConfig } from "@/lib/core/client-config";
import { readableEmail } from "@/lib/core/readable-email";

/** The frame around a page, for a signed-in customer or an anonymous visitor. It needs no database. */
export async function Frame({ children }: { children: ReactNode }) {
  await connection();
  const { firmName, supportEmail, sandbox } = clientConfig();
  const user = await pageContext().then(signedInCustomer, () => null);
  return (
    <TimeZoneProvider zone={user?.timeZone ?? null}>
      <AppFrame
        firmName={firmName}
        supportEmail={supportEmail}
        sandbox={sandbox}
        user={user && { email: readableEmail(user.email), role: user.role }}
      >
        {children}
      </AppFrame>
    </TimeZoneProvider>
  );
}
