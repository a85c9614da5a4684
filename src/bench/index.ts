/** The preprocessing benchmark, for `crescendo bench` and for scripts. */
export { peersChart } from './chart/peers-chart.ts';
export { stagesChart } from './chart/stages-chart.ts';
export { checkChartPath, writeChart } from './chart/write.ts';
export { type Feed, feedOf, isStarved } from './feed.ts';
export { describeMachine } from './machine.ts';
export type * from './report.ts';
export { REPORT_VERSION } from './report.ts';
export { type BenchOptions, runBench } from './run.ts';
export { specStages } from './spec-stages.ts';
export {
  BENCH_MODES,
  type BenchMode,
  type BenchStage,
  combinations,
  type PlannedStage,
  withPlans,
} from './stage.ts';
export { summarize } from './statistics.ts';
