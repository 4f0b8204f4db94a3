import type { RoomProblem } from '../../../shared/contract/room.ts';

/** A room could not be entered. */
export class RoomError extends Error {
  readonly problem: RoomProblem;

  constructor(problem: RoomProblem, options?: ErrorOptions) {
    super(problem, options);
    this.name = 'RoomError';
    this.problem = problem;
  }
}
