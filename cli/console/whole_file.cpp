#include "console/whole_file.hpp"

#include "console/command_error.hpp"

namespace pop3kit::command {

void write_whole_file(const std::string& file, std::string_view text, existing_file existing) {
  file_writer out = need_file(file_writer::open(file, existing));
  need_file(out.write(text));
  need_file(out.commit());
}

}  // namespace pop3kit::command
