// Options alone: nothing is sent before the first operation.

int main() {
  //@ snippet
  return options.timeout == 30s && options.reconnect.attempts == 5 ? 0 : 1;
}
