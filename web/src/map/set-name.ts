/** A topic name as it is set on the stage. */
export interface SetName {
  readonly topic: number;
  readonly lines: readonly string[];
  /** CSS pixels. */
  readonly fontSize: number;
  readonly lineHeight: number;
  readonly weight: number;
  readonly isSerif: boolean;
  /** The middle of the name in CSS pixels from the stage's upper left corner. */
  readonly left: number;
  readonly top: number;
}
