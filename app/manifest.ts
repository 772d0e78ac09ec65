import type { MetadataRoute } from "next";
import { connection } from "next/server";
import { clientConfig } from "@/lib/core/client-config";

/** What a phone needs to put the site on its home screen. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  await connection();
  const { firmName } = clientConfig();
  return {
    name: firmName,
    short_name: firmName,
    description: "Trading challenges for a one-time fee.",
    start_url: "/dashboard",
    scope: "/",
    display: "standalone",
    background_color: "#faf9f6",
    theme_color: "#faf9f6",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
