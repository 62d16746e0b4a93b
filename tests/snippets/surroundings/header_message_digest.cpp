// A piece of a message.
#include <pop3kit/message_digest.hpp>
#include <string_view>

int main() {
  const std::string_view piece = "Subject: hello\r\n\r\n";
  //@ snippet
  pop3kit::message_hash same;
  same.update(std::string_view("Subject: hello\n\n"));
  return digest == same.finish() ? 0 : 1;
}
