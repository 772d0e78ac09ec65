import { expect, test } from "./trader";

const everywhere = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
};

const pages = [
  "/",
  "/sign-in",
  "/dashboard",
  "/admin",
  "/docs",
  "/checkout/tier_25k",
  "/no-such-page",
];
const apis = [
  "/api/health",
  "/api/openapi.json",
  "/v2/payments",
  "/v2/no-such-thing",
  "/prop/programs",
  "/api/admin/lists/payments",
  "/api/auth/csrf",
];

/** Paths that look like files, and aren't. */
const missingFiles = [
  "/favicon.icoX",
  "/favicon.ico/x",
  "/icon.svgX",
  "/_next",
  "/_next/x",
  "/_next/static/x.js",
  "/_next/image?url=%2Fscreenshots%2Fadmin-desktop-dark.png&w=640&q=75",
  "/screenshots/admin-desktop-dark.png",
];

test("paths that look like files, and the image optimizer → 404", async ({ request }) => {
  for (const path of missingFiles) {
    expect([path, (await request.get(path)).status()]).toEqual([path, 404]);
  }
});

test("the page's font → readable from other origins, as Stripe's card form needs it", async ({
  request,
}) => {
  const { link } = (await request.get("/")).headers();
  const [font] = /\/_next\/static\/media\/[^>]+\.woff2/.exec(link ?? "") ?? [];
  const { "access-control-allow-origin": allowed } = (await request.get(font ?? "")).headers();
  expect(allowed).toBe("*");
});

test("every response → the headers against sniffing, framing and leaking the referrer", async ({
  request,
}) => {
  const [script] = /\/_next\/static\/[^"]+\.js/.exec(await (await request.get("/")).text()) ?? [];
  const files = [
    script ?? "",
    "/icon.svg",
    "/favicon.ico",
    "/apple-icon.png",
    "/icons/icon-192.png",
    "/robots.txt",
    "/sitemap.xml",
    "/manifest.webmanifest",
    "/picture.png",
    "/programs/two-phase-100k/picture.png",
    "/samples/webhook-receiver.ts",
  ];
  for (const path of [...pages, ...apis, ...files, ...missingFiles]) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers();
    for (const [name, value] of Object.entries(everywhere)) {
      expect([path, name, headers[name]]).toEqual([path, name, value]);
    }
    expect([path, headers["content-security-policy"]]).toEqual([
      path,
      expect.stringContaining("frame-ancestors 'none'"),
    ]);
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  expect((await request.get("/api/health")).headers()["keep-alive"]).toBe("timeout=75");
  // Nothing of the sandbox is for search engines; app/robots.test.ts has what production says.
  const robots = await (await request.get("/robots.txt")).text();
  expect(robots).toContain("Disallow: /\n");
  // Browsers and feed readers request this path, whatever the page says.
  expect((await request.get("/favicon.ico")).headers()["content-type"]).toMatch(/^image\//);
});

test("Content-Security-Policy: pages → a new nonce each; APIs → no scripts", async ({
  request,
}) => {
  const nonces = new Set<string>();
  for (const path of pages) {
    const policy =
      (await request.get(path, { maxRedirects: 0 })).headers()["content-security-policy"] ?? "";
    const [scripts = ""] = /script-src [^;]+/.exec(policy) ?? [];
    expect([path, scripts]).toEqual([
      path,
      expect.stringMatching(/'nonce-[0-9a-f]{32}' 'strict-dynamic'/),
    ]);
    expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|\*(?!\.js\.stripe\.com)/);
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    nonces.add(/nonce-([0-9a-f]+)/.exec(scripts)?.[1] ?? "");
  }
  expect(nonces.size).toBe(pages.length);
  for (const path of apis) {
    const policy = (await request.get(path)).headers()["content-security-policy"];
    expect([path, policy]).toEqual([path, "default-src 'none'; frame-ancestors 'none'"]);
  }
});

test("a page: an injected script → doesn't run", async ({ page }) => {
  const blocked = page.waitForEvent("console", (message) =>
    /Content Security Policy/.test(message.text()),
  );
  await page.goto("/");
  await page.evaluate(() => {
    const injected = document.createElement("div");
    injected.innerHTML = '<img src="x" onerror="window.ran = true">';
    document.body.append(injected);
  });
  await blocked;
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
});
