// The folder of plan files: reading it and changing it, two files since apply, drift and status only read.
export { chainOf, readPlans, type ModulePlans, type StoredPlan } from './plans-read.ts';
export { readMerged, type MergedModule, type MergedPlan } from './plans-merge.ts';
export { removePlanFile, replaceModule, replacePlanFile, replacePlanFiles, writePlanFile, writePlanFiles, type Written } from './plans-edit.ts';
