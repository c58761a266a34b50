/** What grading a library on its own papers gives. */
import { z } from "zod";

export const GradeLine = z
  .object({
    name: z.string().describe("What was graded: abstracts, vectors, ranking, hybrid, graph, map, speed or size"),
    verdict: z.enum(["ok", "warning", "failed"]),
    detail: z.string().describe("What was found"),
    advice: z.string().optional().describe("What to do, where it is not ok"),
    numbers: z.record(z.string(), z.number()).describe("What was measured"),
  })
  .meta({ id: "GradeLine" });

export const GradeAnswer = z
  .object({
    ok: z.boolean().describe("Whether nothing failed"),
    papers: z.number().int(),
    model: z.string(),
    lines: z.array(GradeLine),
    seconds: z.number(),
  })
  .meta({ id: "GradeAnswer" });

export type GradeLine = z.infer<typeof GradeLine>;
export type GradeAnswer = z.infer<typeof GradeAnswer>;
