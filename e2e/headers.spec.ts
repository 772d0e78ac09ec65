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

/** What looks like a file's address and is none. */
const noFiles = [
  "/favicon.icoX",
  "/favicon.ico/x",
  "/icon.svgX",
  "/_next",
  "/_next/x",
  "/_next/static/x.js",
  "/_next/image?url=%2Fscreenshots%2Fadmin-desktop-dark.png&w=640&q=75",
  "/screenshots/admin-desktop-dark.png",
];

test("nothing is at the address of a picture of the console, nor at the image optimizer's", async ({
  request,
}) => {
  for (const path of noFiles) {
    expect([path, (await request.get(path)).status()]).toEqual([path, 404]);
  }
});

test("every answer has the headers that keep it from being sniffed, framed and told on", async ({
  request,
}) => {
  const [script] = /\/_next\/static\/[^"]+\.js/.exec(await (await request.get("/")).text()) ?? [];
  const files = [
    script ?? "",
    "/icon.svg",
    "/favicon.ico",
    "/robots.txt",
    "/samples/webhook-receiver.ts",
  ];
  for (const path of [...pages, ...apis, ...files, ...noFiles]) {
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
  const robots = await (await request.get("/robots.txt")).text();
  expect(robots.split("\n")).toEqual(
    expect.arrayContaining(["Disallow: /admin", "Disallow: /api/"]),
  );
  expect(robots).not.toContain("Disallow: /\n");
  // Browsers and feed readers ask for it by this name, whatever the page says.
  expect((await request.get("/favicon.ico")).headers()["content-type"]).toMatch(/^image\//);
});

test("a page runs scripts with its own nonce alone, another one each time; an API's answer none", async ({
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

test("a script that somebody brought into a page doesn't run", async ({ page }) => {
  const refused = page.waitForEvent("console", (message) =>
    /Content Security Policy/.test(message.text()),
  );
  await page.goto("/");
  await page.evaluate(() => {
    const bad = document.createElement("div");
    bad.innerHTML = '<img src="x" onerror="window.ran = true">';
    document.body.append(bad);
  });
  await refused;
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
});
