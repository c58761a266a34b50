import fc from "fast-check";

/** The same random cases in every run, so that a red test is red again; ORRERY_TEST_SEED=<number> draws others. */
fc.configureGlobal({ seed: Number(process.env["ORRERY_TEST_SEED"] ?? 20_261_121) });
