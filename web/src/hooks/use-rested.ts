import { useEffect, useState } from "preact/hooks";

/** The value once it has stayed the same for so long; undefined until then. With 0 ms it is there at once. */
export function useRested<Value>(value: Value | undefined, pauseMs: number): Value | undefined {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return pauseMs === 0 || rested === value ? value : undefined;
}
