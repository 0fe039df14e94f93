/** The iris flowers. */
import { dataOf } from './sources';

export interface Iris {
  /** Of each flower: length and width of sepal and petal, in centimetres. */
  x: number[][];
  /** Of each flower: index of its kind in `targetNames`. */
  y: number[];
  featureNames: string[];
  targetNames: string[];
}

/** Four measures and the name of the kind. */
type Row = [number, number, number, number, string];

const FEATURES = ['sepal length (cm)', 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'];

/** 150 iris flowers of three kinds, 50 each, measured by E. Anderson and published by R. A. Fisher in 1936. */
export function iris(): Iris {
  const rows = dataOf('iris') as Row[];
  const targetNames = [...new Set(rows.map(row => row[4]))];
  return {
    x: rows.map(row => row.slice(0, 4) as number[]),
    y: rows.map(row => targetNames.indexOf(row[4])),
    featureNames: [...FEATURES],
    targetNames,
  };
}
