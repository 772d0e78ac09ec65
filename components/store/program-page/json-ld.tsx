/** Data for search engines. A data block isn't run, so that it needs no nonce; React escapes the end of a script in it. */
export const JsonLd = ({ data }: { data: object }) => (
  <script type="application/ld+json">{JSON.stringify(data)}</script>
);
