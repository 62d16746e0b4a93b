'use strict';

/**
 * The server could not be started or did not do what it was asked to. `status` is the HTTP status of the control room's
 * answer, or undefined if there was no answer.
 */
class Pop3kitError extends Error {
  constructor(message, status, options) {
    super(message, options);
    this.name = 'Pop3kitError';
    this.status = status;
  }
}

/** The client did not meet the expectations. The message has each difference. */
class VerdictError extends Error {
  constructor(message) {
    super(message);
    this.name = 'VerdictError';
  }
}

module.exports = { Pop3kitError, VerdictError };
