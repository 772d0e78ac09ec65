import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ComponentProps } from "react";
import { Picture, pictureSize } from "@/components/store/picture";
import { createBoundedCache } from "@/lib/core/bounded-cache";
import { perProcess } from "@/lib/core/per-process";

const file = (path: string) =>
  readFile(join(/* turbopackIgnore: true */ process.cwd(), "node_modules", path));

/** Geist as Next.js brings it, and a font for what it lacks: the package of our pages has none that Satori reads. */
const readFonts = perProcess("picture-fonts", async () => {
  const [geist, dejavu] = await Promise.all([
    file("next/dist/compiled/@vercel/og/Geist-Regular.ttf"),
    file("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  ]);
  return [
    { name: "Geist", data: geist },
    { name: "DejaVu", data: dejavu },
  ];
});

const cached = perProcess("pictures", () => createBoundedCache<Promise<ArrayBuffer>>(100));

/** The picture of a link's preview as a PNG. Rendering takes as long as several pages, so each is rendered once. */
export async function renderPicture(props: ComponentProps<typeof Picture>): Promise<Response> {
  const key = JSON.stringify(props);
  const rendering = cached().get(key) ?? render(props);
  cached().set(key, rendering);
  // Prices change, and what social networks have fetched they keep for days anyway.
  const headers = { "content-type": "image/png", "cache-control": "public, max-age=3600" };
  return new Response(await rendering, { headers });
}

async function render(props: ComponentProps<typeof Picture>): Promise<ArrayBuffer> {
  // Loaded for the first picture: it brings a layout engine and a renderer.
  const { ImageResponse } = await import("next/og");
  const fonts = await readFonts();
  return new ImageResponse(<Picture {...props} />, { ...pictureSize, fonts }).arrayBuffer();
}
