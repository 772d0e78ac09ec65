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
import { clientConfig } from "@/lib/core/client-config";
import { linkPreview, siteDescription } from "./public-page";

/** The Latin characters, which most pages have alone: loaded with the page, until then a fallback font of the same size. */
const latin = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  weight: "100 900",
});
const [face, fallback] = latin.style.fontFamily.split(", ");
// Other characters come from the package's other files, when a page has them.
const fonts: CSSProperties & Record<"--pd-font", string> = {
  "--pd-font": `${face}, "Geist Variable", ${fallback}, system-ui, sans-serif`,
};

/** The title has the firm's name, which is known only at run time. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const { appUrl, firmName } = clientConfig();
  return {
    metadataBase: new URL(appUrl),
    applicationName: firmName,
    ...linkPreview(),
    title: { default: `${firmName} · Trading challenges`, template: `%s · ${firmName}` },
    description: siteDescription,
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
