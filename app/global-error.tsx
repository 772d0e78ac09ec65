"use client";

// Replaces the root layout, so there is no theme: plain elements and inline style.
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" style={{ colorScheme: "light dark" }}>
      <body
        style={{ font: "15px/1.5 system-ui, sans-serif", maxWidth: "32rem", margin: "4rem auto" }}
      >
        <main style={{ padding: "0 1rem" }}>
          <h1 style={{ fontSize: "1.25rem" }}>This page didn't load</h1>
          <p>Something went wrong on our side. Opening this page never charges you.</p>
          <p>
            <a href="/">Go to the home page</a>
          </p>
          {error.digest && (
            <p>
              Reference: <code>{error.digest}</code>
            </p>
          )}
        </main>
      </body>
    </html>
  );
}
