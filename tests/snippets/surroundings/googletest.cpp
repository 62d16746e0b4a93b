// A client under test: it marks one message and ends the session by QUIT.
#include <pop3kit/client.hpp>

namespace {

void delete_message(std::uint16_t port, std::uint64_t number) {
  pop3kit::client mail{"127.0.0.1", port, "alice", "s3cret", pop3kit::security::none};
  mail.delete_message(number).value();
  mail.commit_deletes().value();
}

//@ snippet
}  // namespace

int main(int count, char** arguments) {
  ::testing::InitGoogleMock(&count, arguments);
  return RUN_ALL_TESTS();
}
