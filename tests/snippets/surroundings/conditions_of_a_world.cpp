// A world with a client, whose network the snippet describes.
#include <pop3kit/simulation.hpp>

using namespace std::chrono_literals;

int main() {
  pop3kit::simulation world{42};
  world.serve(
      pop3kit::scenario::parse(R"(return scenario { accounts = { alice = { password = "s3cret" } } })").value());
  //@ snippet
  auto mail = world.make_client({"", 110, {"alice", "s3cret"}, pop3kit::security::none});
  const auto before = world.now();
  return world.run(mail.connect()).has_value() && world.now() - before >= 80ms ? 0 : 1;
}
