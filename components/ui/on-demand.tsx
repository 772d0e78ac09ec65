"use client";

import { type ComponentType, lazy, Suspense, useState } from "react";

/** What opens something that isn't loaded yet: spread it on the button. */
export interface OpenerProps {
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
}

/**
 * A button that loads what it opens once somebody is about to press it, and then gives way to it: most
 * visitors never open it, and nobody should wait for its scripts. `load`'s component shows the same
 * button and opens by itself.
 */
export function onDemand<P extends object>(
  Button: ComponentType<P & OpenerProps>,
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P> {
  const Opened = lazy(load);
  return function OnDemand(props: P) {
    const [isWanted, setWanted] = useState(false);
    const prepare = () => void load();
    const closed = (
      <Button
        {...props}
        onClick={() => setWanted(true)}
        onPointerEnter={prepare}
        onFocus={prepare}
      />
    );
    if (!isWanted) return closed;
    return (
      <Suspense fallback={closed}>
        <Opened {...props} />
      </Suspense>
    );
  };
}
