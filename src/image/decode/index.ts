export type { Box } from './box.ts';
