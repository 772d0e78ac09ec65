import type { Metadata } from "next";
import { pictureSize } from "@/components/store/picture";
import { clientConfig } from "@/lib/core/client-config";

export const siteDescription =
  "Trading challenges for a one-time fee. Pick an account size and pay once: your account is usually ready in under a minute.";

/** The picture of a link's preview. */
interface Preview {
  path: string;
  alt: string;
}

interface PublicPage {
  /** Its canonical path, without a query. */
  path: string;
  /** Without the firm's name; left out for the storefront, which has the site's title. */
  title?: string;
  description: string;
  /** The site's if left out. */
  picture?: Preview;
}

/**
 * The head of a page that search engines list and that people link to. Paths become absolute by the root's `metadataBase`.
 */
export function publicPage({ path, title, description, picture }: PublicPage): Metadata {
  const { openGraph, twitter } = linkPreview(picture);
  return {
    ...(title !== undefined && { title }),
    description,
    alternates: { canonical: path },
    openGraph: { ...openGraph, url: path },
    twitter,
  };
}

/** What previews of links show beside a page's title and description. */
export function linkPreview(picture?: Preview) {
  const { firmName } = clientConfig();
  const { path, alt } = picture ?? { path: "/picture.png", alt: firmName };
  return {
    openGraph: {
      type: "website",
      siteName: firmName,
      images: [{ url: path, alt, ...pictureSize }],
    },
    twitter: { card: "summary_large_image" },
  } satisfies Metadata;
}
