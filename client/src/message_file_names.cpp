#include <pop3kit/message_file_names.hpp>
#include <pop3kit/safe_file_name.hpp>

namespace pop3kit {

void message_file_names::add(const message_info& message) {
  if (message.unique_id && !known_.insert(*message.unique_id).second) shared_.insert(*message.unique_id);
}

bool message_file_names::has_lasting_name(const message_info& message) const {
  return message.unique_id && !shared_.contains(*message.unique_id);
}

existing_file message_file_names::existing_file_of(const message_info& message) const {
  return has_lasting_name(message) ? existing_file::replace : existing_file::keep_both;
}

std::string message_file_names::name_of(const message_info& message) const {
  if (has_lasting_name(message)) return safe_file_name(message.unique_id->str());
  const std::string number = std::to_string(message.sequence_number);
  return known_.contains(unique_id(number)) ? number + "~" : number;
}

}  // namespace pop3kit
