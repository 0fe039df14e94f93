/** Single operators, as instrumented code calls them. */
import { type Operator, operation } from '../../src/engine/apply';

export const apply = (operator: Operator, a: unknown, b?: unknown): unknown => operation(operator)(a, b);
