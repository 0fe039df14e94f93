import { NARROW, Session, THEMES } from './session';
import { until } from './until';

describe('VS Code with the packaged extension', () => {
  let session: Session;

  before(async () => {
    session = await Session.start({ files: { 'a.ts': "export const word = 'one';\n", 'b.ts': 'export {};\n' } });
  });
  after(() => session?.close());

  const shows = (line: number, text: string) =>
    until(`line ${line} is ${text}`, async () => (await session.workbench.lineText(line)) === text);

  it('opens a TypeScript file, and TypeScript knows it', async () => {
    await session.workbench.openFile('a.ts');
    await shows(1, "export const word = 'one';");
    await session.workbench.hover(1, 'word', 'const word');
  });

  it('offers the commands of the extension', async () => {
    await until('Tapelens is in the palette', async () =>
      (await session.workbench.commandsFor('Tapelens')).some(label => label.startsWith('Tapelens: ')),
    );
  });

  it('shows an untitled TypeScript editor with the text put in', async () => {
    await session.workbench.newFile('TypeScript');
    await session.workbench.replaceText('const a = [1, 2];\nconst b = { a };\n');
    await shows(2, 'const b = { a };');
  });

  for (const theme of THEMES) {
    it(`shows the theme ${theme}`, async () => {
      await session.showTheme(theme);
      await session.shot(`smoke-${theme.toLowerCase().replaceAll(' ', '-')}`);
    });
  }

  it('comes back after a reload, in a narrow window', async () => {
    await session.resize(NARROW);
    await session.reload();
    await session.workbench.openFile('b.ts');
    await shows(1, 'export {};');
    await session.shot('smoke-narrow');
  });
});
