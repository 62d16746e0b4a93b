#include "told_scenario.hpp"

#include "named_refusal.hpp"

namespace pop3kit::scenarios {

void told_scenario::SetUp() {
  const auto& test = *::testing::UnitTest::GetInstance()->current_test_info();
  const std::string file = std::string(test.test_suite_name()) + "/" + test.name() + ".lua";
  refusal_ = named_refusal(scenario::load(std::string(POP3KIT_SCENARIOS) + "/" + file).value().outcome());
  play(file);
}

client told_scenario::impatient_reader() const {
  auto chosen = plain();
  chosen.timeout = std::chrono::milliseconds{500};
  return client{chosen};
}

client told_scenario::reader_by(const std::string& mechanism) const {
  auto chosen = plain();
  chosen.login.mechanism = mechanism;
  return client{chosen};
}

client told_scenario::patient_reader() const {
  auto chosen = plain();
  chosen.pipeline = pipelining::off;
  return client{chosen};
}

client told_scenario::reader_over(std::size_t connections) const {
  auto chosen = plain();
  chosen.multi = multi_connection::enable;
  chosen.connections_quantity = connections;
  return client{chosen};
}

::testing::AssertionResult told_scenario::judge(const failure& why, const boost::system::error_code& wanted,
                                                bool usable) {
  if (!wanted) return ::testing::AssertionFailure() << "the scenario's outcome names no error";
  if (why.code() != wanted) return ::testing::AssertionFailure() << "not " << wanted.message() << ": " << why.message();
  if (why.session_usable() == usable) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "the session " << (usable ? "has ended: " : "goes on: ") << why.message();
}

}  // namespace pop3kit::scenarios
