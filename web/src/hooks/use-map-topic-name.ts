import { fetchTopic } from "../api.ts";
import { useRequest } from "./use-request.ts";

const names = new Map<string, string>();

/** The name of a topic for places away from the map; undefined until it is there, or when there is no such topic. */
export function useTopicName(id: string): string | undefined {
  const request = useRequest(id, (signal) => {
    return (
      names.get(id) ??
      fetchTopic(id, signal).then(({ name }) => {
        names.set(id, name);
        return name;
      })
    );
  });
  return request.answeredKey === id ? request.answer : undefined;
}
