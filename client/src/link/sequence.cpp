#include "link/sequence.hpp"

namespace pop3kit::engine {

std::optional<request> sequence::next(std::string& out) {
  for (; speaking_ < parts_.size(); ++speaking_) {
    if (goes_on_ && !goes_on_()) return std::nullopt;
    const std::optional<request> asked = parts_[speaking_]->next(out);
    if (!asked) continue;
    answering_.push_back(parts_[speaking_]);
    return asked;
  }
  return std::nullopt;
}

outcome<> sequence::on_status(const answer& status) {
  return answering_.front()->on_status(status);
}

outcome<> sequence::on_line(std::string_view line) {
  return answering_.front()->on_line(line);
}

outcome<std::size_t> sequence::on_lines(std::string_view lines, std::size_t longest) {
  return answering_.front()->on_lines(lines, longest);
}

outcome<> sequence::on_octets(std::span<const char> octets, body_piece which) {
  return answering_.front()->on_octets(octets, which);
}

bool sequence::falls_short(std::uint64_t octets) const {
  return answering_.front()->falls_short(octets);
}

outcome<> sequence::on_end() {
  dialogue* const ended = answering_.front();
  const outcome<> done = ended->on_end();
  if (done) answering_.pop_front();
  return done;
}

const failure* sequence::cause() const {
  return answering_.empty() ? nullptr : answering_.front()->cause();
}

}  // namespace pop3kit::engine
