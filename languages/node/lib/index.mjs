import pop3kit from './index.js';

export const { Pop3kitError, Server, VerdictError, each, serve, served } = pop3kit;
export default pop3kit;
