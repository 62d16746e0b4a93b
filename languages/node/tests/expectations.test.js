'use strict';

const assert = require('node:assert/strict');
const { describe, it } = require('node:test');

const pop3kit = require('../lib/index.js');
const { talk } = require('./support.js');

const BOUNDS = [
  [{ exactly: 2 }, 'exactly 2 times', 'came 3 times'],
  [{ exactly: 1 }, 'exactly once', 'came 3 times'],
  [{ never: true }, 'never', 'came 3 times'],
  [{ atMost: 2 }, 'at most 2 times', 'came 3 times'],
  [{ atLeast: 4 }, 'at least 4 times', 'came 3 times'],
  [{ atLeast: 4, atMost: 5 }, 'at least 4 times and at most 5 times', 'came 3 times'],
  [{ exactly: 1, connection: 2 }, 'on connection 2 exactly once', 'never came; nearest: NOOP on connection 1'],
  [{ user: 'bob' }, 'by bob at least once', 'never came; nearest: NOOP on connection 1'],
];

describe('an expectation of a test', { concurrency: 4 }, () => {
  it('has a difference for each bound', pop3kit.served(async (server) => {
    await talk(server, 'NOOP', 'NOOP', 'NOOP', 'QUIT');
    for (const [bounds] of BOUNDS) server.expect('NOOP', bounds);
    const verdict = await server.verdict();
    assert.deepEqual(
      verdict.expectations.map((each) => each.difference),
      BOUNDS.map(([, wanted, came]) => `the test expected NOOP ${wanted}, but it ${came}`),
    );
    await server.close();
  }));

  it('is met if its bounds are kept', pop3kit.served(async (server) => {
    await talk(server, 'RETR 1', 'RETR 2', 'QUIT');
    server.expect('retr', { exactly: 2 });
    server.expect('RETR 1', { exactly: 1, user: 'alice', connection: 1 });
    server.expect('RETR', { atLeast: 1, atMost: 2 });
    server.expect('DELE', { never: true });
    server.expect('QUIT');
  }));

  it('refuses patterns and bounds that contradict each other', pop3kit.served(async (server) => {
    assert.throws(() => server.expect('RETR $n'), /write it into the scenario/);
    assert.throws(() => server.expect('RETR', { exactly: 1, atMost: 2 }), /leave out the other bounds/);
  }));

  it('shortens a long dialogue', pop3kit.served(async (server) => {
    await talk(server, ...Array(40).fill('NOOP'), 'QUIT');
    server.expect('STAT');
    const lines = (await server.verdict()).difference.split('\n');
    assert.equal(lines[3], '  (13 commands before these)');
    assert.equal(lines.length, 34);
    await server.close();
  }));
});
