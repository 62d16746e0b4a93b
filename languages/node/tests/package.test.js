'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { describe, it } = require('node:test');

const { folder, run } = require('./support.js');

const PROJECT = path.join(__dirname, '..');

/** A folder in which `pop3kit` is installed as npm lays it down. */
function installed(t) {
  const made = folder(t);
  const modules = path.join(made, 'node_modules/pop3kit');
  fs.mkdirSync(path.dirname(modules));
  fs.cpSync(PROJECT, modules, { recursive: true, filter: (file) => !/\/(tests|example)$/.test(file) });
  return made;
}

describe('the package', { concurrency: 4 }, () => {
  it('holds the library, its types and nothing else', async (t) => {
    const options = ['--dry-run', '--json', '--offline', '--loglevel=error', '--cache', folder(t)];
    const { status, said } = await run('npm', ['pack', ...options], { cwd: PROJECT });
    assert.equal(status, 0, said);
    const [{ files, name, version }] = JSON.parse(said);
    assert.deepEqual(files.map((file) => file.path).sort(), [
      'README.md', 'lib/control.js', 'lib/errors.js', 'lib/expectations.js', 'lib/index.d.mts', 'lib/index.d.ts', 'lib/index.js',
      'lib/index.mjs', 'lib/process.js', 'lib/server.js', 'package.json',
    ]);
    assert.equal(name, 'pop3kit');
    assert.equal(version, require('../package.json').version);
  });

  it('depends on nothing', () => {
    const told = require('../package.json');
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies']) assert.equal(told[kind], undefined);
  });

  it('has types that TypeScript accepts', async (t) => {
    const project = installed(t);
    fs.cpSync(path.join(__dirname, 'types'), project, { recursive: true });
    assert.deepEqual(await run('tsc', ['-p', '.'], { cwd: project }), { status: 0, said: '' });
  });

  it('is an ES module and a CommonJS module', async (t) => {
    const project = installed(t);
    fs.writeFileSync(path.join(project, 'both.mjs'), `
import { createRequire } from 'node:module';
import pop3kit, { serve, served, each, Server, Pop3kitError, VerdictError } from 'pop3kit';
const required = createRequire(import.meta.url)('pop3kit');
const same = [pop3kit === required, serve === required.serve, served === required.served, each === required.each];
const classes = [Server === required.Server, Pop3kitError === required.Pop3kitError, VerdictError === required.VerdictError];
console.log([...same, ...classes].join());
`);
    const { said } = await run(process.execPath, ['both.mjs'], { cwd: project });
    assert.equal(said, 'true,true,true,true,true,true,true\n');
  });

  it('has an example project whose tests pass', async (t) => {
    const project = installed(t);
    fs.cpSync(path.join(PROJECT, 'example'), project, { recursive: true });
    const { status, said } = await run(process.execPath, ['--test', 'mail_reader.test.mjs'], { cwd: project });
    assert.equal(status, 0, said);
    assert.match(said, /pass 3/);
  });
});
