import "@fontsource-variable/geist/index.css";
import "@fontsource-variable/geist-mono/index.css";
import "@mantine/core/styles.css";
import "./globals.css";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { CSSProperties, ReactNode } from "react";
import { Providers } from "@/components/ui/providers";
import { clientConfig } from "@/lib/client-config";

/** The letters of most pages: loaded with the page, and until then a face of the same measures. */
const latin = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
});
const [face, standIn] = latin.style.fontFamily.split(", ");
// What isn't Latin comes from the package's other files, when a page has it.
const fonts: CSSProperties & Record<"--pd-font", string> = {
  "--pd-font": `${face}, "Geist Variable", ${standIn}, system-ui, sans-serif`,
};

/** The title carries the firm's name, which only the running server knows. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const { firmName } = clientConfig();
  return {
    title: { default: `${firmName} · Trading challenges`, template: `%s · ${firmName}` },
    description: "Pick an account size, pay once, trade. The account is created by itself.",
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#131210" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang="en" {...mantineHtmlProps} style={fonts}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
