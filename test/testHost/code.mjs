#!/usr/bin/env node
// The executable that takes desktop VS Code's place; an executable cannot be TypeScript, so it hands over to it.
import { register } from 'tsx/esm/api';

register();
await import('./testRun.ts');
