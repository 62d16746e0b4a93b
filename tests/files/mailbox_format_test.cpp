#include <gtest/gtest.h>

#include <pop3kit/mailbox_format.hpp>
#include <string>

namespace pop3kit::test {
namespace {

TEST(from_unquoting, reverses_from_quoting_whole_and_cut_in_two_at_every_place) {
  for (const std::string text : {"From a\n>From b\n>>From c\nFrom\nFro m\n>>\n>x From e\n>>Fro", "", ">", "\n>From"}) {
    from_quoting quoting;
    const std::string quoted = quoting.convert(text);
    for (std::size_t cut = 0; cut <= quoted.size(); ++cut) {
      from_unquoting unquoting;
      std::string got = unquoting.convert(quoted.substr(0, cut));
      got += unquoting.convert(quoted.substr(cut));
      got += unquoting.convert(quoting.finish());
      got += unquoting.finish();
      const bool had_end = text.empty() || text.ends_with('\n');
      EXPECT_EQ(got.substr(0, text.size()), text) << "cut at " << cut;
      EXPECT_LE(got.size(), text.size() + (had_end ? 0U : 1U));
      quoting = from_quoting();
      static_cast<void>(quoting.convert(text));
    }
  }
}

TEST(from_unquoting, takes_one_quote_from_each_quoted_line) {
  from_unquoting unquoting;
  EXPECT_EQ(unquoting.convert(">From a\n>>From b\n> From c\nFrom d\n"), "From a\n>From b\n> From c\nFrom d\n");
}

}  // namespace
}  // namespace pop3kit::test
