/** Something cannot be exported as it was asked for; the message says what to do. */
export class ExportProblem extends Error {}
