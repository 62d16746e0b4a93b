'use strict';

const MOST_COMMANDS = 30;

const often = (count) => (count === 1 ? 'once' : `${count} times`);
const came = (count) => (count === 0 ? 'never came' : `came ${often(count)}`);

function split(line) {
  const at = line.indexOf(' ');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}

/** Returns true if a command matches `wanted`: a verb in any case, with any argument, or a whole line. */
function isCommand(entry, wanted) {
  if (entry.kind !== 'command') return false;
  const [verb, argument] = split(wanted);
  const [sent, withArgument] = split(entry.text);
  return sent.toUpperCase() === verb.toUpperCase() && (argument === '' || argument === withArgument);
}

/** How often a command must come. */
class Expectation {
  /** Without a bound: at least once. */
  constructor(command, { exactly, atLeast, atMost, never = false, connection, user } = {}) {
    if (/[$|]/.test(command)) {
      throw new TypeError(`'${command}' is a pattern; write it into the scenario's own expect = { ... }`);
    }
    if (never) exactly = 0;
    if (exactly !== undefined && (atLeast !== undefined || atMost !== undefined)) {
      throw new TypeError("'exactly' and 'never' are complete; leave out the other bounds");
    }
    this.command = command;
    this.connection = connection;
    this.user = user;
    this.atLeast = exactly ?? atLeast ?? (atMost === undefined ? 1 : 0);
    this.atMost = exactly ?? atMost;
  }

  wanted() {
    let out = this.command;
    if (this.user !== undefined) out += ` by ${this.user}`;
    if (this.connection !== undefined) out += ` on connection ${this.connection}`;
    if (this.atMost === 0) return `${out} never`;
    if (this.atMost === this.atLeast) return `${out} exactly ${often(this.atLeast)}`;
    const bounds = [];
    if (this.atLeast > 0) bounds.push(`at least ${often(this.atLeast)}`);
    if (this.atMost !== undefined) bounds.push(`at most ${often(this.atMost)}`);
    return `${out} ${bounds.join(' and ')}`;
  }

  /** Counts the command in the journal. Too few are "open": more can come. */
  judge(journal) {
    const [verb] = split(this.command);
    let count = 0;
    const others = [];
    for (const entry of journal) {
      const here = (this.connection ?? entry.connection) === entry.connection && (this.user ?? entry.user) === entry.user;
      if (here && isCommand(entry, this.command)) count += 1;
      else if (isCommand(entry, verb)) others.push(`${entry.text} on connection ${entry.connection}`);
    }
    const expected = this.wanted();
    let state = 'met';
    if (this.atMost !== undefined && count > this.atMost) state = 'failed';
    else if (count < this.atLeast) state = 'open';
    if (state === 'met') return { where: 'the test', expected, state, difference: null };
    let difference = `the test expected ${expected}, but it ${came(count)}`;
    if (state === 'open' && others.length > 0) difference += `; nearest: ${[...new Set(others)].slice(0, 3).join(', ')}`;
    return { where: 'the test', expected, state, difference };
  }
}

/** The last commands, one per line, each with the number of its connection before it. */
function commandLines(journal) {
  const sent = journal.filter((entry) => entry.kind === 'command').map((entry) => `  ${entry.connection}: ${entry.text}`);
  const leftOut = sent.length - MOST_COMMANDS;
  return leftOut > 0 ? [`  (${leftOut} commands before these)`, ...sent.slice(-MOST_COMMANDS)] : sent;
}

/** The verdict of the control room together with the expectations of the test. */
class Findings {
  constructor(told, own, strict) {
    this.told = told;
    this.own = own;
    this.strict = strict;
    this.expectations = [...told.expectations, ...own];
  }

  isGood() {
    const met = this.told.good && this.own.every((each) => each.state === 'met');
    return met && !(this.strict && this.told.unfired_rules.length > 0);
  }

  /** Returns true if later actions of the client can still make the verdict good. */
  isOpen() {
    const has = (state) => this.expectations.some((each) => each.state === state);
    return has('open') && !has('failed') && this.told.script_errors.length === 0;
  }

  verdict(journal) {
    const { title, seed, script_errors: scriptErrors, unfired_rules: unfiredRules } = this.told;
    const good = this.isGood();
    const difference = good ? '' : this.difference(journal);
    return { good, title, seed, expectations: this.expectations, scriptErrors, unfiredRules, difference };
  }

  difference(journal) {
    const { title, seed, script_errors: scriptErrors, unfired_rules: unfiredRules } = this.told;
    const sent = commandLines(journal);
    return [
      `the client did not meet the scenario '${title}' (seed ${seed}):`,
      ...this.expectations.filter((each) => each.difference).map((each) => `  ${each.difference}`),
      ...scriptErrors.map((each) => `  ${each}`),
      ...unfiredRules.map((each) => `  ${each}: this rule never fired`),
      'the client sent:',
      ...(sent.length > 0 ? sent : ['  no command']),
    ].join('\n');
  }
}

module.exports = { Expectation, Findings, isCommand };
