import { mkdirSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserFlags, ensureBrowser } from "./browser";

// Makes the PNG icons of phones from app/icon.svg. Run it after a change of that file:
//   npx tsx scripts/make-icons.ts

interface Icon {
  path: string;
  /** In pixels. */
  size: number;
  /** The part of the picture that the SVG takes; the rest and its round corners are filled with its background. */
  scale: number;
  isFilled: boolean;
}

const icons: Icon[] = [
  { path: "public/icons/icon-192.png", size: 192, scale: 1, isFilled: false },
  { path: "public/icons/icon-512.png", size: 512, scale: 1, isFilled: false },
  // A phone cuts these to a shape of its own: the middle 80 percent are always shown.
  { path: "public/icons/maskable-512.png", size: 512, scale: 0.8, isFilled: true },
  { path: "app/apple-icon.png", size: 180, scale: 0.9, isFilled: true },
];

const svg = readFileSync("app/icon.svg", "utf8");
const background = /<rect[^>]*fill="([^"]+)"/.exec(svg)?.[1];
if (!background) throw new Error("app/icon.svg has no background");

mkdirSync("public/icons", { recursive: true });
const browser = await chromium.launch({ args: browserFlags, ...ensureBrowser() });
try {
  for (const { path, size, scale, isFilled } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const fill = isFilled ? background : "transparent";
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${fill}">
         <div style="width:${size * scale}px;height:${size * scale}px">${svg}</div></body>`,
    );
    await page.screenshot({ path, omitBackground: true });
    await page.close();
    console.log(path);
  }
} finally {
  await browser.close();
}
