import { expect } from "vitest";
import { AppError } from "../../src/core/index.ts";

/** Passes when `act` throws an AppError of this code whose message fits. */
export function expectError(act: () => unknown, code: AppError["code"], message: RegExp): void {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe(code);
    expect((error as AppError).message).toMatch(message);
    return;
  }
  expect.unreachable(`Expected an AppError ${code}.`);
}
