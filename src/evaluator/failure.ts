/** An error with a place and a remedy, on its way to the user. */
import type { RunError } from '../recording/schema';

export class Failure extends Error {
  constructor(readonly error: RunError) {
    super(error.message);
    this.name = 'Failure';
  }
}
