/** A scriptable POP3 server for tests of mail clients. It needs the command `pop3kit` on the PATH, or named by POP3KIT. */

declare global {
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
}

/** The path of a file, relative to the current folder; a file: URL; or the Lua text of a scenario. */
export type Scenario = string | { readonly href: string } | { readonly text: string };

export interface ServeOptions {
  /** A rule that never fired fails the verdict. */
  strict?: boolean;
  /** Replaces the scenario's seed. */
  seed?: number;
  /** The command. By default, POP3KIT, or `pop3kit` on the PATH. */
  command?: string;
  /** Further arguments of `pop3kit serve`, such as ["--journal", "journal.jsonl"]. */
  options?: readonly string[];
}

/** One thing that happened: docs/reference/control.md lists the kinds. */
export interface JournalEntry {
  readonly at: number;
  readonly connection: number;
  readonly kind: string;
  readonly user: string;
  readonly text: string;
  readonly octets: number;
  readonly lineEnd: string | null;
}

/** One expectation; `difference` is null if it is met. */
export interface ExpectationReport {
  readonly where: string;
  readonly expected: string;
  readonly state: 'open' | 'met' | 'failed';
  readonly difference: string | null;
}

/** The verdict on the client. `difference` is the text that a failed test shows, or "". */
export interface Verdict {
  readonly good: boolean;
  readonly title: string;
  readonly seed: number;
  readonly expectations: readonly ExpectationReport[];
  readonly scriptErrors: readonly string[];
  readonly unfiredRules: readonly string[];
  readonly difference: string;
}

export interface Rule {
  readonly rule: number;
  readonly where: string;
  readonly on: string;
  readonly does: string;
  readonly fired: number;
}

export interface Session {
  readonly connection: number;
  readonly user: string;
  readonly state: string;
  readonly tls: boolean;
  readonly lastCommand: string;
}

export interface MailboxMessage {
  readonly number: number;
  readonly uniqueId: string;
  readonly size: number;
}

/** How often a command must come. Without a bound: at least once. */
export interface Bounds {
  exactly?: number;
  atLeast?: number;
  atMost?: number;
  never?: boolean;
  connection?: number;
  user?: string;
}

/** A running server. All times are in milliseconds. */
export class Server {
  private constructor();

  readonly host: string;
  /** The port without TLS at the beginning; STLS is offered there. */
  readonly port: number;
  /** The port with TLS from the first octet. */
  readonly tlsPort: number;
  /** The file with the certificate authority that a client must trust, PEM. */
  readonly caFile: string;
  readonly url: string;
  readonly tlsUrl: string;
  readonly adminUrl: string;
  readonly adminToken: string;
  readonly isClosed: boolean;

  /**
   * Plays another scenario from its beginning, on the same ports and with the same authority. The expectations of the test
   * are forgotten. Files that the scenario names must lie in the folder of the scenario that the server was started with,
   * or below it.
   */
  load(scenario: Scenario, options?: { seed?: number }): Promise<void>;
  /** Begins the scenario again: mailboxes, rules, journal and verdict are as at the start. */
  reset(options?: { seed?: number }): Promise<void>;
  /** Delivers a whole message, for sessions that log in later. LF becomes CRLF. */
  deliver(account: string, message: string | Uint8Array): Promise<void>;
  /** Returns what a session that logs in now would see. */
  mailbox(account: string): Promise<MailboxMessage[]>;
  /** Adds rules, written as in a scenario, before or after the others, and returns their numbers. */
  addRules(text: string, options?: { last?: boolean }): Promise<number[]>;
  removeRule(number: number): Promise<void>;
  /** Removes all rules, including those of the scenario. */
  removeRules(): Promise<void>;
  /** Returns the rules in the order in which they are considered. */
  rules(): Promise<Rule[]>;
  /** Opens the gate at which a rule holds sessions. */
  release(gate: string): Promise<void>;
  sessions(): Promise<Session[]>;
  /** Ends one session, or all, with RST ("reset") or FIN ("orderly"), and returns how many there were. */
  endSessions(options?: { connection?: number; close?: 'reset' | 'orderly' }): Promise<number>;

  /** Returns what happened, oldest first. `text` is the beginning of an entry; `wait` says how long to wait for the first entry. */
  journal(choice?: { kind?: string; connection?: number; user?: string; text?: string; wait?: number }): Promise<JournalEntry[]>;
  /** Returns the commands, oldest first, as the client sent them, except for secrets. */
  commands(choice?: { connection?: number }): Promise<string[]>;
  /** Waits for a command, "RETR" or "RETR 1"; its reply may still be pending. Rejects if it does not come in time. */
  waitFor(command: string, options?: { timeout?: number }): Promise<JournalEntry>;

  /** Adds an expectation to those of the scenario, until load() or reset() forget it. */
  expect(command: string, bounds?: Bounds): void;
  /** Returns the verdict. Waits at most `wait` for clients that are still connected. */
  verdict(options?: { wait?: number }): Promise<Verdict>;
  /** Rejects with a VerdictError, with each difference, unless every expectation was met. */
  verify(options?: { wait?: number }): Promise<void>;

  /** Sends any request to the control room; see docs/reference/control.md. */
  ask(
    method: string,
    path: string,
    query?: { body?: string | Uint8Array; wait?: number; [name: string]: string | number | Uint8Array | undefined },
  ): Promise<unknown>;
  /** Ends the server and every session. Further calls do nothing. */
  close(): Promise<void>;
  /** Verifies and closes, unless the server was closed before. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The server could not be started, or a request failed. `status` is that of the control room's answer. */
export class Pop3kitError extends Error {
  readonly status: number | undefined;
}

/** The client did not do what was expected. The message lists each difference. */
export class VerdictError extends Error {}

/** Starts a server and resolves to it when its ports are open. Without a scenario: alice, s3cret, three messages. */
export function serve(scenario?: Scenario, options?: ServeOptions): Promise<Server>;

type Body<Context extends unknown[]> = (server: Server, ...context: Context) => unknown;
type Test<Context extends unknown[]> = (...context: Context) => Promise<void>;

/** Makes the function of a test. It starts a server, calls the body, verifies, and closes the server. */
export function served<Context extends unknown[]>(body: Body<Context>): Test<Context>;
export function served<Context extends unknown[]>(scenario: Scenario | undefined, body: Body<Context>): Test<Context>;
export function served<Context extends unknown[]>(
  scenario: Scenario | undefined,
  options: ServeOptions | undefined,
  body: Body<Context>,
): Test<Context>;

export interface Hooks {
  beforeEach(hook: () => Promise<void>): unknown;
  afterEach(hook: () => Promise<void>): unknown;
}

/** Starts a server for each test, with the hooks of a test runner. afterEach fails the test if the verdict is not good. */
export function each(hooks: Hooks, scenario?: Scenario, options?: ServeOptions): { readonly server: Server };
