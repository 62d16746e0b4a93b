'use strict';

// `await using` asks for it, and the compilers that translate `await using` as well; Node has it from 18.18 on.
if (Symbol.asyncDispose === undefined) {
  Object.defineProperty(Symbol, 'asyncDispose', { value: Symbol.for('Symbol.asyncDispose') });
}

const { Pop3kitError, VerdictError } = require('./errors.js');
const { Server } = require('./server.js');

/** Starts a server and resolves to it when its ports are open. */
function serve(scenario, options) {
  return Server.start(scenario, options);
}

/**
 * Makes the function of a test: served('torn.lua', async (server) => { ... }). It starts a server, calls the body with it
 * and with the arguments of the test runner, verifies, and closes the server.
 */
function served(...given) {
  const body = given.pop();
  if (typeof body !== 'function') throw new TypeError('served() takes the body of the test as its last argument');
  const [scenario, options] = given;
  return async (...context) => {
    const server = await serve(scenario, options);
    try {
      await body(server, ...context);
      if (!server.isClosed) await server.verify();
    } finally {
      await server.close();
    }
  };
}

/**
 * A server for each test, by the hooks of a test runner: const pop3 = each({ beforeEach, afterEach }, 'torn.lua'), and
 * pop3.server in the tests. afterEach fails the test if the verdict is not good.
 */
function each({ beforeEach, afterEach }, scenario, options) {
  const holder = { server: undefined };
  beforeEach(async () => {
    holder.server = await serve(scenario, options);
  });
  afterEach(async () => {
    const { server } = holder;
    holder.server = undefined;
    await server?.[Symbol.asyncDispose]();
  });
  return holder;
}

module.exports = { Pop3kitError, Server, VerdictError, each, serve, served };
