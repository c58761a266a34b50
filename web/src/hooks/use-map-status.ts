import { useEffect } from "preact/hooks";
import type { MapStatus } from "../../../src/wire/index.ts";
import { fetchMapStatus } from "../api.ts";
import { type Request, useRequest } from "./use-request.ts";

const POLL_MS = 500;

/** How the map is doing; asked for again and again while it is being built. */
export function useMapStatus(): Request<MapStatus> {
  const request = useRequest("status", fetchMapStatus);
  const { answer, retry } = request;
  useEffect(() => {
    if (answer?.state !== "building") return;
    const timer = setTimeout(retry, POLL_MS);
    return () => clearTimeout(timer);
  }, [answer, retry]);
  return request;
}
