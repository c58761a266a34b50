/** A thread that moves vertices. */
import { answerJobs } from "../../core/lanes.ts";
import { type LayoutJob, type LayoutSetup, moveVertices } from "./forces.ts";

answerJobs<LayoutSetup, LayoutJob, void>((setup) => (job) => moveVertices(setup, job));
