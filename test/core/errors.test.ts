import { describe, expect, it } from "vitest";
import { AppError, messageOf, throwIfCancelled } from "../../src/core/index.ts";

describe("an AppError", () => {
  it("carries its code, its message and its cause", () => {
    const cause = new Error("EACCES");
    const error = new AppError("storage-failed", "Could not write.", { cause });
    expect(error).toMatchObject({ name: "AppError", code: "storage-failed", message: "Could not write.", cause });
    expect(error).toBeInstanceOf(Error);
  });
});

describe("messageOf", () => {
  it("finds words for whatever was thrown", () => {
    expect([new Error("no"), "text", 7, undefined, null].map(messageOf)).toEqual([
      "no",
      "text",
      "7",
      "undefined",
      "null",
    ]);
  });
});

describe("throwIfCancelled", () => {
  it("throws only once the signal has fired", () => {
    const controller = new AbortController();
    expect(() => throwIfCancelled(undefined)).not.toThrow();
    expect(() => throwIfCancelled(controller.signal)).not.toThrow();
    controller.abort();
    expect(() => throwIfCancelled(controller.signal)).toThrow(expect.objectContaining({ code: "cancelled" }));
  });
});
