#include <gmime/gmime.h>

#include <cstddef>
#include <cstdint>
#include <pop3kit/mail_message.hpp>
#include <string>
#include <vector>

#include "holds.hpp"
#include "message/gmime_library.hpp"

namespace {

using pop3kit::engine::object_ptr;
using pop3kit::fuzz::holds;

/// Writes a well-formed message about which all parsers must agree. The input chooses where multiparts begin and end,
/// their boundaries, and the content of the parts.
class message_writer {
 public:
  std::string write(const std::uint8_t* data, std::size_t size) {
    octets_ = "From: a@example.org\r\nMIME-Version: 1.0\r\n";
    open('x');
    for (std::size_t at = 0; at + 1 < size && parts_ < 50; ++at) {
      const auto letter = static_cast<char>('a' + data[at + 1] % 26);
      if (data[at] % 4 == 0 && boundaries_.size() < 10) {
        octets_ += "--" + boundaries_.back() + "\r\n";
        open(letter);
      } else if (data[at] % 4 == 1 && boundaries_.size() > 1) {
        close();
      } else {
        part(data, size, at);
      }
    }
    while (!boundaries_.empty()) close();
    return octets_;
  }

 private:
  void open(char letter) {
    // A boundary may begin with the one around it.
    boundaries_.push_back((boundaries_.empty() ? std::string() : boundaries_.back()) + letter);
    octets_ += "Content-Type: multipart/mixed; boundary=\"" + boundaries_.back() + "\"\r\n\r\npreamble\r\n";
    has_parts_ = false;
  }

  void close() {
    if (!has_parts_) part(nullptr, 0, 0);
    octets_ += "--" + boundaries_.back() + "--\r\n";
    boundaries_.pop_back();
    has_parts_ = true;
  }

  void part(const std::uint8_t* data, std::size_t size, std::size_t at) {
    octets_ += "--" + boundaries_.back() + "\r\nContent-Type: application/x-part; name=\"" + std::to_string(parts_++) +
               "\"\r\n\r\n-";
    for (std::size_t end = at + 20; at < size && at < end; ++at) {
      octets_ += data[at] % 8 == 0 ? "\r\n" : std::string(1, static_cast<char>(' ' + data[at] % 64));
    }
    octets_ += "-\r\n";
    has_parts_ = true;
  }

  std::string octets_;
  std::vector<std::string> boundaries_;
  std::size_t parts_ = 0;
  bool has_parts_ = false;
};

std::string content_of(GMimeObject* object) {
  const object_ptr<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(object)), stream.get());
  GByteArray* const octets = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(octets->data), octets->len};
}

void compare(GMimeObject* theirs, const std::vector<pop3kit::attachment>& ours, std::size_t& next) {
  if (GMIME_IS_MULTIPART(theirs)) {
    const int count = g_mime_multipart_get_count(GMIME_MULTIPART(theirs));
    for (int i = 0; i < count; ++i) compare(g_mime_multipart_get_part(GMIME_MULTIPART(theirs), i), ours, next);
    return;
  }
  holds(GMIME_IS_PART(theirs) && next < ours.size());
  const pop3kit::attachment& part = ours[next++];
  const char* const name = g_mime_part_get_filename(GMIME_PART(theirs));
  holds(name != nullptr && part.file_name == name);
  holds(content_of(theirs) == part.content);
}

}  // namespace

/// GMime's message parser, which the library does not use, finds the same parts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string octets = message_writer().write(data, size);
  const pop3kit::mail_message message{octets};
  pop3kit::engine::use_gmime();
  const object_ptr<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(octets.data(), octets.size()));
  const object_ptr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const object_ptr<GMimeMessage> parsed(g_mime_parser_construct_message(parser.get(), nullptr));
  holds(parsed != nullptr);
  std::size_t compared = 0;
  compare(g_mime_message_get_mime_part(parsed.get()), message.attachments(), compared);
  holds(compared == message.attachments().size());
  return 0;
}
