#include "fetch/storing_receiver.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>
#include <utility>

namespace pop3kit::command {

namespace {

std::string key_of(const message_reference& which) {
  if (which.number() != nullptr) return fmt::format("{}", *which.number());
  return fmt::format("uid:{}", which.id()->str());
}

}  // namespace

storing_receiver::storing_receiver(const std::vector<fetch_target>& targets, message_store& store,
                                   message_outcomes& outcomes, std::mutex& guard)
    : store_(store), outcomes_(outcomes), guard_(guard) {
  for (const fetch_target& target : targets) waiting_.emplace(command::key_of(target.which), &target);
}

/// A message that was asked for twice arrives twice. The address of its description tells the two apart.
storing_receiver::arrival& storing_receiver::arrival_of(const message_info& which) {
  arrival& found = arrivals_[&which];
  if (found.target != nullptr) return found;
  auto target = waiting_.find(command::key_of(message_reference(which.sequence_number)));
  if (target == waiting_.end() && which.unique_id) {
    target = waiting_.find(command::key_of(message_reference(*which.unique_id)));
  }
  if (target == waiting_.end()) throw std::logic_error("a message arrives that was not requested, or arrives again");
  found.target = target->second;
  waiting_.erase(target);
  return found;
}

result<> storing_receiver::begin(const message_info& which) {
  const std::scoped_lock lock(guard_);
  try {
    arrival& here = arrival_of(which);
    here.message = store_.begin(*here.target);
    return {};
  } catch (const std::exception&) {
    thrown_ = std::current_exception();
    return failure{errc::file_unwritable};
  }
}

result<> storing_receiver::octets(const message_info& which, std::span<const char> piece) {
  const std::scoped_lock lock(guard_);
  try {
    arrival_of(which).message->write(std::string_view{piece.data(), piece.size()});
    return {};
  } catch (const std::exception&) {
    thrown_ = std::current_exception();
    return failure{errc::file_unwritable};
  }
}

result<> storing_receiver::end(const message_info& which, const result<>& outcome) {
  const std::scoped_lock lock(guard_);
  try {
    arrival& here = arrival_of(which);
    if (!outcome) {
      here.message.reset();
      // It begins again, or the operation fails and reports the cause.
      if (thrown_ || is_taken_back(outcome)) return {};
      outcomes_.failed(here.target->text, outcome.error());
    } else {
      here.message->finish();
      outcomes_.succeeded();
    }
    arrivals_.erase(&which);
    return {};
  } catch (const std::exception&) {
    thrown_ = std::current_exception();
    return failure{errc::file_unwritable};
  }
}

}  // namespace pop3kit::command
