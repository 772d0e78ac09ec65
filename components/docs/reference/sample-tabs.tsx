"use client";

import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";

/** The same call in two languages, both highlighted on the server. */
export function SampleTabs({ curl, typescript }: { curl: ReactNode; typescript: ReactNode }) {
  return (
    <Tabs defaultValue="curl" mt="xs">
      <Tabs.List>
        <Tabs.Tab value="curl">curl</Tabs.Tab>
        <Tabs.Tab value="typescript">TypeScript</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="curl">{curl}</Tabs.Panel>
      <Tabs.Panel value="typescript">{typescript}</Tabs.Panel>
    </Tabs>
  );
}
