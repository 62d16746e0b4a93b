#include "lua/source_map.hpp"

#include <gmock/gmock.h>

#include "scenario/nearest.hpp"

namespace pop3kit::serving::lua {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> texts(std::string_view source) {
  std::vector<std::string> out;
  for (const auto& each : tokenise(source)) out.emplace_back(each.text);
  return out;
}

TEST(lexer, takes_source_apart) {
  EXPECT_THAT(texts("local a=1.5e-3 ..b//0xFp+2 ~= c"),
              ElementsAre("local", "a", "=", "1.5e-3", "..", "b", "//", "0xFp+2", "~=", "c"));
  EXPECT_THAT(texts("f{...}::x::goto x"), ElementsAre("f", "{", "...", "}", "::", "x", "::", "goto", "x"));
}

TEST(lexer, classifies_tokens) {
  const auto tokens = tokenise("return x 5 'y' [[z]] +");
  ASSERT_EQ(tokens.size(), 6U);
  EXPECT_EQ(tokens[0].kind, token_kind::keyword);
  EXPECT_EQ(tokens[1].kind, token_kind::name);
  EXPECT_EQ(tokens[2].kind, token_kind::number);
  EXPECT_EQ(tokens[3].kind, token_kind::string);
  EXPECT_EQ(tokens[4].kind, token_kind::string);
  EXPECT_EQ(tokens[5].kind, token_kind::symbol);
}

TEST(lexer, skips_comments_of_both_kinds) {
  EXPECT_THAT(texts("a -- { b\n--[[ c\n } ]] d --[==[ ]] ]==] e --"), ElementsAre("a", "d", "e"));
}

TEST(lexer, keeps_quotes_and_brackets_within_strings) {
  EXPECT_THAT(texts(R"(x = 'it\'s }' .. "a\\" .. [=[ ]] } ]=] y)"),
              ElementsAre("x", "=", R"('it\'s }')", "..", R"("a\\")", "..", "[=[ ]] } ]=]", "y"));
}

TEST(lexer, counts_every_kind_of_line_end_once) {
  const auto tokens = tokenise("a\nb\r\nc\n\rd\re 'x\\\ny' f [[\n\n]] g");
  std::vector<int> lines;
  for (const auto& each : tokens) lines.push_back(each.line);
  EXPECT_THAT(lines, ElementsAre(1, 2, 3, 4, 5, 5, 6, 6, 8));
}

TEST(lexer, ends_for_every_input) {
  for (const auto* broken : {"'", "\"\\", "[[", "[==[ ]=]", "--[[", "\\", "\x01\xff", "0x", "1e+", "[=", "'\\\n"}) {
    EXPECT_LE(tokenise(broken).size(), std::string_view{broken}.size());
  }
}

TEST(source_map, knows_the_lines_of_keys_and_values) {
  const source_map map{"x = {\n  a = 1,\n  b =\n    2,\n  ['c d'] = 3; 'first',\n  second, [7] = 8 }"};
  const auto* site = map.site(0);
  ASSERT_NE(site, nullptr);
  EXPECT_EQ(site->at.line, 1);
  EXPECT_EQ(site->named.at("a").key_at.line, 2);
  EXPECT_EQ(site->named.at("b").key_at.line, 3);
  EXPECT_EQ(site->named.at("b").value_at.line, 4);
  EXPECT_EQ(site->named.at("c d").key_at.line, 5);
  EXPECT_EQ(site->named.at("[7]").key_at.line, 6);
  ASSERT_EQ(site->items.size(), 2U);
  EXPECT_EQ(site->items[0].value_at.line, 5);
  EXPECT_EQ(site->items[1].value_at.line, 6);
  EXPECT_EQ(map.site(1), nullptr);
}

TEST(source_map, keeps_functions_within_their_field) {
  const source_map map{
      "t = { f = function(a, b)\n  local x, y = 1, 2\n  if x then y = { x, y } end\n"
      "  repeat x = 1 until x == 1, y\n end,\n g = 1 }"};
  const auto* site = map.site(0);
  ASSERT_NE(site, nullptr);
  EXPECT_EQ(site->named.size(), 2U);
  EXPECT_EQ(site->named.at("g").key_at.line, 6);
}

TEST(source_map, numbers_constructors_from_the_outside_in) {
  const source_map map{"a = { { x = 1 },\n { y = 2 } } b = { z = 3 }"};
  EXPECT_EQ(map.site(0)->items.size(), 2U);
  EXPECT_EQ(map.site(1)->named.count("x"), 1U);
  EXPECT_EQ(map.site(2)->named.count("y"), 1U);
  EXPECT_EQ(map.site(3)->named.count("z"), 1U);
}

TEST(source_map, marks_constructors_and_keeps_the_lines) {
  const source_map map{"return f {\n  {},\n  g = h'x'{ 1 } }"};
  EXPECT_EQ(map.marked_source(),
            "local pop3kit_table_site_=...;return f (pop3kit_table_site_(0,{\n   pop3kit_table_site_(1,{}),\n"
            "  g = h'x'(pop3kit_table_site_(2,{ 1 })) }))");
}

TEST(source_map, finds_assignments_to_fields) {
  const source_map map{"t.a = 1\nt['b'] = 2\nt.c.d = 3\nlocal e = 4"};
  EXPECT_EQ(map.place_of_assignment("a").value().line, 1);
  EXPECT_EQ(map.place_of_assignment("b").value().line, 2);
  EXPECT_EQ(map.place_of_assignment("d").value().line, 3);
  EXPECT_EQ(map.place_of_assignment("e"), std::nullopt);
}

TEST(source_map, survives_what_is_no_lua) {
  for (const auto* broken :
       {"{", "}", "{{{", "{ = = }", "{ a = }", "{ [", "{ [1] = ", "{ function", "{ ) } end", "{,;}"}) {
    EXPECT_FALSE(source_map{broken}.marked_source().empty());
  }
}

TEST(nearest, finds_slips_of_the_finger) {
  constexpr std::string_view names[] = {"password", "mailbox", "lock"};
  EXPECT_EQ(nearest("passwrod", names), "password");
  EXPECT_EQ(nearest("pasword", names), "password");
  EXPECT_EQ(nearest("PASSWORD", names), "password");
  EXPECT_EQ(nearest("mail", names), "mailbox");
  EXPECT_EQ(nearest("look", names), "lock");
}

TEST(nearest, does_not_guess_wildly) {
  constexpr std::string_view names[] = {"password", "mailbox", "lock"};
  EXPECT_EQ(nearest("colour", names), std::nullopt);
  EXPECT_EQ(nearest("", names), std::nullopt);
  EXPECT_EQ(nearest("x", names), std::nullopt);
  EXPECT_EQ(nearest(std::string(1000, 'p'), names), std::nullopt);
}

TEST(nearest, lists_all_names_if_none_is_near) {
  constexpr std::string_view names[] = {"a1", "b2", "c3"};
  EXPECT_EQ(did_you_mean("zzzz", names), "; expected 'a1', 'b2' or 'c3'");
  EXPECT_EQ(did_you_mean("b3", names), "; did you mean 'b2'?");
}

}  // namespace
}  // namespace pop3kit::serving::lua
