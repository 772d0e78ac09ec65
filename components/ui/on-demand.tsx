"use client";

import { type ComponentType, lazy, Suspense, useState } from "react";

/** The event handlers of an opener: spread them on its button. */
export interface OpenerProps {
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
}

/**
 * A button that loads the component behind it on hover or focus, and is replaced by it on click: most visitors
 * never open it and need none of its scripts. The loaded component renders the same button and opens itself.
 */
export function onDemand<P extends object>(
  Button: ComponentType<P & OpenerProps>,
  load: () => Promise<{ default: ComponentType<P> }>,
): ComponentType<P> {
  const Opened = lazy(load);
  return function OnDemand(props: P) {
    const [isOpened, setOpened] = useState(false);
    const prepare = () => void load();
    const closed = (
      <Button
        {...props}
        onClick={() => setOpened(true)}
        onPointerEnter={prepare}
        onFocus={prepare}
      />
    );
    if (!isOpened) return closed;
    return (
      <Suspense fallback={closed}>
        <Opened {...props} />
      </Suspense>
    );
  };
}
