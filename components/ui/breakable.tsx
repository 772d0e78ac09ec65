/** Text that a narrow screen breaks after a dot, a bar or an at, as `payment_intent.processing` has them. */
export function Breakable({ text }: { text: string }) {
  const [head = "", ...tail] = text.split(/(?<=[._@])/);
  if (tail.length === 0) return head;
  return (
    <>
      {head}
      <wbr />
      <Breakable text={tail.join("")} />
    </>
  );
}
