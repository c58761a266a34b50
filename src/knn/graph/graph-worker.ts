/** A thread that builds parts of a k-NN graph. */
import { answerJobs } from "../../core/lanes.ts";
import { type GraphJob, type GraphSetup, GraphWork } from "./graph-work.ts";

answerJobs<GraphSetup, GraphJob, void>((setup) => {
  const work = new GraphWork(setup);
  return (job) => work.do(job);
});
