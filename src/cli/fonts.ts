/** The machine's fonts that an exported picture names, found in the usual folders. */
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { Fonts } from '../exporters/png';

interface Family {
  name: string;
  /** Regular, bold and italic, as far as they are files of their own; all in lower case. */
  files: string[];
}

/** In the order in which an SVG names them. DejaVu Sans Mono, for Linux, ships. */
const MONOSPACE: Family[] = [
  { name: 'Menlo', files: ['menlo.ttc'] },
  { name: 'Consolas', files: ['consola.ttf', 'consolab.ttf', 'consolai.ttf'] },
];

const SANS_SERIF: Family[] = [
  { name: 'Segoe UI', files: ['segoeui.ttf'] },
  { name: 'Helvetica', files: ['helvetica.ttc'] },
  { name: 'DejaVu Sans', files: ['dejavusans.ttf'] },
  { name: 'Liberation Sans', files: ['liberationsans-regular.ttf'] },
];

/** East Asian scripts, in fonts of many megabytes: the first of each row that there is. */
const EAST_ASIAN = [
  ['notosanscjk-regular.ttc', 'pingfang.ttc', 'hiragino sans gb.ttc', 'msyh.ttc', 'wqy-zenhei.ttc', 'wqy-microhei.ttc'],
  ['notosanscjkjp-regular.otf', 'ヒラギノ角ゴシック w3.ttc', 'yugothm.ttc', 'droidsansfallbackfull.ttf'],
  ['notosanscjkkr-regular.otf', 'applesdgothicneo.ttc', 'malgun.ttf', 'unifont.ttf', 'unifont.otf'],
];

const isEastAsian = (text: string) => /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]/.test(text);

/** Those that a document needs; empty where the machine has none of them. */
export async function systemFonts(text: string, folders = fontFolders()): Promise<Fonts> {
  const files = await fontFiles(folders);
  const [monospace, sansSerif] = [MONOSPACE, SANS_SERIF].map(families => familyIn(files, families));
  const scripts = isEastAsian(text) ? EAST_ASIAN.flatMap(row => row.find(file => files.has(file)) ?? []) : [];
  const wanted = [...(monospace?.files ?? []), ...(sansSerif?.files ?? []), ...scripts];
  const paths = wanted.flatMap(file => files.get(file) ?? []);
  return {
    files: await Promise.all(paths.map(path => readFile(path))),
    monospace: monospace?.name ?? null,
    sansSerif: sansSerif?.name ?? null,
  };
}

/** The first of the families whose regular face there is. */
function familyIn(files: ReadonlyMap<string, string>, families: Family[]): Family | undefined {
  return families.find(family => files.has(family.files[0]));
}

/** Paths of the files in the folders and below, by their names in lower case. */
async function fontFiles(folders: string[]): Promise<Map<string, string>> {
  const found = await Promise.all(
    folders.map(async folder => {
      // A machine has only some of the folders.
      const files = await readdir(folder, { recursive: true }).catch((): string[] => []);
      return files.map(file => join(folder, file));
    }),
  );
  return new Map(found.flat().map(path => [basename(path).toLowerCase(), path]));
}

function fontFolders(): string[] {
  const home = homedir();
  switch (process.platform) {
    case 'darwin':
      return ['/System/Library/Fonts', '/Library/Fonts', join(home, 'Library/Fonts')];
    case 'win32': {
      const { WINDIR = 'C:\\Windows', LOCALAPPDATA = join(home, 'AppData', 'Local') } = process.env;
      return [join(WINDIR, 'Fonts'), join(LOCALAPPDATA, 'Microsoft', 'Windows', 'Fonts')];
    }
    default: {
      const { XDG_DATA_HOME = join(home, '.local/share') } = process.env;
      const own = [join(XDG_DATA_HOME, 'fonts'), join(home, '.fonts')];
      return ['/usr/share/fonts', '/usr/local/share/fonts', '/run/current-system/sw/share/X11/fonts', ...own];
    }
  }
}
