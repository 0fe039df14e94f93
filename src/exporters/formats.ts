/** The formats of export: their names, files and words. The command line and the editor offer what stands here. */

export const FORMATS = ['text', 'json', 'svg', 'png', 'dot', 'mermaid', 'html', 'tapelens'] as const;
export type Format = (typeof FORMATS)[number];

/** Of a PNG; the usual one is for most screens. */
export const SCALES: readonly number[] = [1, 2, 3, 4];
export const USUAL_SCALE = 2;

export interface FormatInfo {
  /** Of a file's name; the first is the usual one. */
  endings: readonly string[];
  title: string;
  detail: string;
  /** It is a picture of what is open; others hold the whole recording, or lines of text. */
  isPicture: boolean;
}

export const FORMAT_INFO: Record<Format, FormatInfo> = {
  svg: {
    endings: ['svg'],
    title: 'SVG',
    detail: 'The picture, for papers and web pages',
    isPicture: true,
  },
  png: {
    endings: ['png'],
    title: 'PNG',
    detail: 'The picture as an image, at a scale of your choice',
    isPicture: true,
  },
  html: {
    endings: ['html', 'htm'],
    title: 'HTML page',
    detail: 'The whole viewer and the recording in one file that works without a network',
    isPicture: false,
  },
  tapelens: {
    endings: ['tapelens'],
    title: 'Recording',
    detail: 'Everything that was recorded: opens in the editor again',
    isPicture: false,
  },
  dot: {
    endings: ['dot', 'gv'],
    title: 'DOT',
    detail: 'The graph in Graphviz’s language, open groups as clusters',
    isPicture: true,
  },
  mermaid: {
    endings: ['mmd', 'mermaid'],
    title: 'Mermaid',
    detail: 'A small graph for Markdown, up to 200 boxes',
    isPicture: true,
  },
  json: {
    endings: ['json'],
    title: 'JSON',
    detail: 'Everything that was recorded, for other programs',
    isPicture: false,
  },
  text: {
    endings: ['txt'],
    title: 'Text',
    detail: 'One line a node',
    isPicture: false,
  },
};

/** The format that files of this ending, in capitals or not, are in; undefined if none is. */
export function formatOfEnding(ending: string): Format | undefined {
  return FORMATS.find(format => FORMAT_INFO[format].endings.includes(ending.toLowerCase()));
}
