export * from './index.js';
import * as pop3kit from './index.js';
export default pop3kit;
