'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { describe, it } = require('node:test');

const pop3kit = require('../lib/index.js');
const { TORN, folder, run, talk } = require('./support.js');

const PREAMBLE = `
const { afterEach, beforeEach, describe, test } = require('node:test');
const pop3kit = require(${JSON.stringify(path.join(__dirname, '../lib/index.js'))});
const { talk } = require(${JSON.stringify(path.join(__dirname, 'support.js'))});
`;
const DIFFERENCE = [
  "the client did not meet the scenario 'torn' (seed 1):",
  'torn.lua:5: expected RETR 1 exactly 2 times, but it came once',
  'the client sent:',
  '1: USER alice',
  '1: PASS ****',
  '1: RETR 1',
];

/** Runs a file of tests with node:test in a process of its own. */
async function runTests(t, text) {
  const file = path.join(folder(t), 'inner.test.js');
  fs.writeFileSync(path.join(path.dirname(file), 'torn.lua'), TORN);
  fs.writeFileSync(file, PREAMBLE + text);
  return run(process.execPath, ['--test', file], { cwd: path.dirname(file) });
}

function assertInOrder(said, lines) {
  let at = 0;
  for (const line of lines) {
    const found = said.indexOf(line, at);
    assert.ok(found >= 0, `'${line}' is not where it should be in:\n${said}`);
    at = found + line.length;
  }
}

describe('a test runner', { concurrency: 4 }, () => {
  it('shows the readable difference of a failing test', async (t) => {
    const { status, said } = await runTests(t, `
test('a client', pop3kit.served('torn.lua', async (server) => { await talk(server, 'RETR 1'); }));
`);
    assert.equal(status, 1);
    assertInOrder(said, DIFFERENCE);
  });

  it('shows the readable difference if hooks judge', async (t) => {
    const { status, said } = await runTests(t, `
const pop3 = pop3kit.each({ beforeEach, afterEach }, 'torn.lua');
test('a client', async () => { await talk(pop3.server, 'RETR 1'); });
`);
    assert.equal(status, 1);
    assertInOrder(said, DIFFERENCE);
  });

  it('passes clients that meet the scenario', async (t) => {
    const { status, said } = await runTests(t, `
const folders = new Set();
describe('with hooks', () => {
  const pop3 = pop3kit.each({ beforeEach, afterEach }, 'torn.lua');
  for (const number of [1, 2]) {
    test('client ' + number, async () => {
      folders.add(pop3.server.caFile);
      await talk(pop3.server, 'RETR 1');
      await talk(pop3.server, 'RETR 1', 'QUIT');
    });
  }
});
test('a client in a function', pop3kit.served('torn.lua', { strict: true }, async (server, context) => {
  await talk(server, 'RETR 1');
  await talk(server, 'RETR 1', 'QUIT');
  if (context.name !== 'a client in a function' || folders.size !== 2) throw new Error(context.name);
}));
`);
    assert.equal(status, 0, said);
  });

  it('shows the error of a body, not the verdict after it', async (t) => {
    const { status, said } = await runTests(t, `
test('a client', pop3kit.served('torn.lua', async () => { throw new Error('a reason of its own'); }));
`);
    assert.equal(status, 1);
    assert.match(said, /a reason of its own/);
    assert.doesNotMatch(said, /did not meet/);
  });

  it('gets a function without parameters, as Jest wants it', async () => {
    const test = pop3kit.served({ text: TORN }, async (server, ...context) => {
      assert.deepEqual(context, []);
      await server.close();
    });
    assert.equal(test.length, 0);
    await test();
  });

  it('hands its context to the body, as Vitest does', async () => {
    const test = pop3kit.served(async (server, { task }) => assert.equal(task.name, 'mail'));
    await test({ task: { name: 'mail' } });
  });

  it('needs nothing of hooks but that they take functions', async () => {
    const hooks = {};
    const pop3 = pop3kit.each({ beforeEach: (hook) => (hooks.before = hook), afterEach: (hook) => (hooks.after = hook) }, { text: TORN });
    await hooks.before();
    await talk(pop3.server, 'QUIT');
    await assert.rejects(hooks.after(), /expected RETR 1 exactly 2 times, but it never came/);
    assert.equal(pop3.server, undefined);
    await hooks.after();
  });

  it('is told if the body is forgotten', () => {
    assert.throws(() => pop3kit.served('torn.lua'), /takes the body of the test as its last argument/);
  });
});
