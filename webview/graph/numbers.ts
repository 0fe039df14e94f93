/** The numbers of what is looked at, by node: what a picture reads while it is drawn. */

import type { ViewNode } from '../../src/protocol/graph';
import type { Cursor, Step, Values } from '../../src/protocol/panel';
import type { Reading } from './draw';

/** What was looked at before is kept up to here: more is copied too slowly, and asked again when it is in view. */
const MOST_KEPT = 10_000;

export class Numbers {
  private constructor(
    /** Of the graph that they belong to. */
    readonly serial: number,
    readonly cursor: Cursor,
    readonly steps: number,
    readonly step: Step | null,
    private readonly readings: ReadonlyMap<number, Reading>,
    private readonly references: ReadonlyMap<string, number>,
    private readonly labels: ReadonlyMap<number, string>,
  ) {}

  static of(values: Values): Numbers {
    const { serial, cursor, steps, step } = values;
    const readings = new Map(values.nodes.map((id, i) => [id, readingOf(values, i)]));
    const references = new Map(values.references.map(({ user, input, node }) => [`${user}.${input}`, node]));
    const labels = new Map(values.nodes.map((id, i) => [id, values.labels[i]]));
    return new Numbers(serial, cursor, steps, step, readings, references, labels);
  }

  /** The same with those that came later: of the same graph and cursor both are true, else only the later ones are. */
  with(values: Values): Numbers {
    const later = Numbers.of(values);
    const { pass, step } = this.cursor;
    const isOther = later.serial !== this.serial || later.cursor.pass !== pass || later.cursor.step !== step;
    if (isOther || this.readings.size > MOST_KEPT) return later;
    const readings = new Map([...this.readings, ...later.readings]);
    const references = new Map([...this.references, ...later.references]);
    const labels = new Map([...this.labels, ...later.labels]);
    return new Numbers(later.serial, later.cursor, later.steps, later.step, readings, references, labels);
  }

  /** Blanks for a node whose numbers are not here. */
  reading(node: number | undefined, view: ViewNode): Reading {
    return (node === undefined ? undefined : this.readings.get(node)) ?? blank(view);
  }

  /** A template's value as it is called in this copy of it. */
  named(node: number | undefined, view: ViewNode): ViewNode {
    const label = node === undefined ? undefined : this.labels.get(node);
    return label === undefined || label === '' || label === view.label ? view : { ...view, label };
  }

  /** Of what a group results in; without a node nothing is known of it. */
  resultReading(node: number | null): Reading {
    return (node === null ? undefined : this.readings.get(node)) ?? BLANK;
  }

  has(node: number): boolean {
    return this.readings.has(node);
  }

  /** The node that is input number `input` of `user`; undefined if it is not known yet. */
  referred(user: number, input: number): number | undefined {
    return this.references.get(`${user}.${input}`);
  }
}

export const BLANK: Reading = { data: '', grad: '', state: 'unreached', notFinite: null };

function readingOf({ data, grad, state, notFinite }: Values, i: number): Reading {
  return { data: data[i], grad: grad[i], state: state[i], notFinite: notFinite[i] };
}

/** What a node reads like without numbers. */
export function blank({ kind, tensor }: ViewNode): Reading {
  const state = kind === 'constant' || tensor?.requiresGrad === false ? 'none' : 'unreached';
  return { ...BLANK, state };
}
