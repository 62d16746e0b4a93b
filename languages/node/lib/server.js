'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');

const { ControlRoom } = require('./control.js');
const { Pop3kitError, VerdictError } = require('./errors.js');
const { Expectation, Findings, isCommand } = require('./expectations.js');
const { ServeProcess } = require('./process.js');

const DEFAULT_SCENARIO = `return scenario {
  title = "three messages",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
}
`;
const HOST = '127.0.0.1';
const SLICE = 100; // milliseconds that one request for a verdict may wait
const PAGE = 10_000;

/** A file's path, a file: URL, or { text }: the absolute path, or the text. */
function described(scenario) {
  if (scenario === undefined) return { text: DEFAULT_SCENARIO };
  if (typeof scenario === 'string') return { file: path.resolve(scenario) };
  if (typeof scenario?.href === 'string') return { file: path.resolve(fileURLToPath(scenario.href)) };
  if (typeof scenario?.text === 'string') return { text: scenario.text };
  throw new TypeError('a scenario is the path of a file, a file: URL, or { text: "return scenario { ... }" }');
}

const entryOf = ({ line_end: lineEnd, ...rest }) => ({ ...rest, lineEnd: lineEnd ?? null });

class Server {
  #process;
  #room;
  #home;
  #strict;
  #expected = [];

  static async start(scenario, { strict = false, seed, command, options = [] } = {}) {
    const { file, text } = described(scenario);
    const seeds = seed === undefined ? [] : ['--seed', String(seed)];
    const started = await ServeProcess.start({ scenario: file, text, command, options: [...options, ...seeds] });
    return new Server(started, file, strict);
  }

  /** Use serve(). */
  constructor(started, file, strict) {
    this.#process = started;
    this.#home = file && path.dirname(file);
    this.#strict = strict;
    this.#room = new ControlRoom(started.ready.admin_port, started.ready.admin_token, () => started.complaint());
  }

  // Where it listens

  get host() {
    return HOST;
  }

  get port() {
    return this.#port('port');
  }

  get tlsPort() {
    return this.#port('tls_port');
  }

  get caFile() {
    return this.#running().ready.ca_file;
  }

  get url() {
    return `pop3://${HOST}:${this.port}`;
  }

  get tlsUrl() {
    return `pop3s://${HOST}:${this.tlsPort}`;
  }

  get adminUrl() {
    return `http://${HOST}:${this.#port('admin_port')}`;
  }

  get adminToken() {
    return this.#running().ready.admin_token;
  }

  #running() {
    if (this.#process === undefined) throw new Pop3kitError('the server was closed');
    return this.#process;
  }

  #port(name) {
    const port = this.#running().ready[name];
    if (port == null) throw new Pop3kitError(`the scenario opens no listener for ${name}`);
    return port;
  }

  // What it does

  async ask(method, target, query) {
    this.#running();
    return this.#room.ask(method, target, query);
  }

  async load(scenario, { seed } = {}) {
    const { file, text } = described(scenario);
    this.#expected = [];
    if (file === undefined) {
      await this.ask('PUT', '/scenario', { body: text, seed });
      return;
    }
    let body;
    try {
      body = fs.readFileSync(file);
    } catch (error) {
      throw new Pop3kitError(`scenario '${file}': ${error.message}`, undefined, { cause: error });
    }
    const below = this.#home === undefined ? '..' : path.relative(this.#home, path.dirname(file));
    const inside = below !== '..' && !below.startsWith(`..${path.sep}`);
    try {
      const directory = inside ? below || '.' : undefined;
      await this.ask('PUT', '/scenario', { body, name: path.basename(file), directory, seed });
    } catch (error) {
      if (inside) throw error;
      const where = this.#home ?? 'no folder';
      const hint = `(this server looks for files of a scenario in ${where}, where its first scenario lies)`;
      throw new Pop3kitError(`${error.message}\n${hint}`, error.status);
    }
  }

  async reset({ seed } = {}) {
    this.#expected = [];
    await this.ask('POST', '/reset', { seed });
  }

  async deliver(account, message) {
    await this.ask('POST', `/mailboxes/${encodeURIComponent(account)}/messages`, { body: message });
  }

  async mailbox(account) {
    const found = [];
    for (;;) {
      const { messages } = await this.ask('GET', `/mailboxes/${encodeURIComponent(account)}`, { from: found.length + 1, limit: PAGE });
      found.push(...messages.map(({ number, unique_id: uniqueId, size }) => ({ number, uniqueId, size })));
      if (messages.length < PAGE) return found;
    }
  }

  async addRules(text, { last = false } = {}) {
    const added = await this.ask('POST', '/rules', { body: text, at: last ? 'last' : 'first' });
    return added.map((each) => each.rule);
  }

  async removeRule(number) {
    await this.ask('DELETE', `/rules/${number}`);
  }

  async removeRules() {
    await this.ask('DELETE', '/rules');
  }

  async rules() {
    return this.ask('GET', '/rules');
  }

  async release(gate) {
    await this.ask('POST', `/holds/${encodeURIComponent(gate)}/release`);
  }

  async sessions() {
    const told = await this.ask('GET', '/sessions');
    return told.map(({ last_command: lastCommand, ...rest }) => ({ ...rest, lastCommand }));
  }

  async endSessions({ connection, close = 'reset' } = {}) {
    const target = connection === undefined ? '/sessions' : `/sessions/${connection}`;
    return (await this.ask('DELETE', target, { close })).ended;
  }

  // What it saw

  async journal({ kind, connection, user, text, wait } = {}) {
    const found = [];
    for (let since = 0; ; wait = undefined) {
      const told = await this.ask('GET', '/journal', { since, limit: PAGE, kind, connection, user, text, wait });
      found.push(...told.entries.map(entryOf));
      if (told.entries.length < PAGE) return found;
      since = told.next;
    }
  }

  async commands({ connection } = {}) {
    return (await this.journal({ kind: 'command', connection })).map((entry) => entry.text);
  }

  async waitFor(command, { timeout = 30_000 } = {}) {
    const end = performance.now() + timeout;
    for (let since = 0; ; ) {
      const told = await this.ask('GET', '/journal', { kind: 'command', since, limit: PAGE, wait: end - performance.now() });
      const found = told.entries.find((entry) => isCommand(entry, command));
      if (found !== undefined) return entryOf(found);
      if (told.entries.length === 0) throw new VerdictError(`${command} did not come within ${timeout} ms`);
      since = told.next;
    }
  }

  // What is expected

  expect(command, bounds) {
    this.#running();
    this.#expected.push(new Expectation(command, bounds));
  }

  async verdict({ wait = 0 } = {}) {
    const end = performance.now() + wait;
    let findings;
    for (;;) {
      const left = end - performance.now();
      findings = await this.#findings(left > 0 ? Math.min(SLICE, left) : undefined);
      if (left <= 0 || !findings.isOpen() || (await this.sessions()).length === 0) break;
    }
    // The last session may have ended after it was judged.
    if (findings.isOpen()) findings = await this.#findings();
    return findings.verdict(await this.journal({ kind: 'command' }));
  }

  async #findings(wait) {
    const told = await this.ask('GET', '/verdict', { wait });
    const journal = this.#expected.length > 0 ? await this.journal({ kind: 'command' }) : [];
    return new Findings(told, this.#expected.map((each) => each.judge(journal)), this.#strict);
  }

  async verify({ wait = 5000 } = {}) {
    const verdict = await this.verdict({ wait });
    if (!verdict.good) throw new VerdictError(verdict.difference);
  }

  // Its end

  get isClosed() {
    return this.#process === undefined;
  }

  async close() {
    const ending = this.#process;
    this.#process = undefined;
    await ending?.stop();
  }

  /** Verifies and closes, unless the server was closed before. */
  async [Symbol.asyncDispose]() {
    if (this.isClosed) return;
    try {
      await this.verify();
    } finally {
      await this.close();
    }
  }
}

module.exports = { Server };
