/**
 * Before each file of tests: a cell whose policy says nothing of time has enough of it on a slow machine that is shared.
 * What ends a program by time in a test says so itself.
 */
import { DEFAULT_POLICY_LIMITS } from '../packages/rexec/src/policy/default-limits.js';

(DEFAULT_POLICY_LIMITS as { time: number }).time = 600_000;
