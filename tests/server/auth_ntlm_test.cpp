#include <gmock/gmock.h>

#include <ostream>

#include "auth/ntlm_digest.hpp"
#include "auth/sasl_exchange.hpp"
#include "text/base64.hpp"

namespace pop3kit::serving {
namespace {

const std::string server_challenge = "\x01\x23\x45\x67\x89\xab\xcd\xef";

std::string hex(std::string_view octets) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char octet : octets) {
    out.push_back(digits[static_cast<unsigned char>(octet) >> 4U]);
    out.push_back(digits[static_cast<unsigned char>(octet) & 15U]);
  }
  return out;
}

TEST(ntlm_digest, of_version_1_ms_nlmp_4_2_2_2) {
  EXPECT_EQ(hex(ntlm_response("Password", server_challenge)), "67c43011f30298a2ad35ece64f16331c44bdbed927841f94");
}

TEST(ntlm_digest, of_version_2_ms_nlmp_4_2_4_2) {
  std::string blob("\x01\x01\0\0\0\0\0\0", 8);
  blob.append(8, '\0').append(8, '\xaa').append(4, '\0');
  blob.append("\x02\0\x0c\0", 4).append(to_utf16("Domain"));
  blob.append("\x01\0\x0c\0", 4).append(to_utf16("Server"));
  blob.append(8, '\0');
  EXPECT_EQ(hex(ntlm2_proof("Password", "User", "Domain", server_challenge, blob)), "68cd0ab851e51c96aabc927bebef6a1c");
}

TEST(ntlm_digest, text_is_utf16_and_back) {
  EXPECT_EQ(hex(to_utf16("aé€")), "6100e900ac20");
  EXPECT_EQ(from_utf16(to_utf16("Zoë")), "Zoë");
  EXPECT_EQ(from_utf16("a"), "");
}

/// What a client sends, and what it must be sent between the two, in base64. The clients' messages were laid out as
/// their sources say, and computed without this project's code, for the server's challenge 0123456789abcdef.
struct ntlm_dialogue {
  std::string_view client;
  std::string type1;
  std::string type2;
  std::string type3;
};

void PrintTo(const ntlm_dialogue& which, std::ostream* out) {
  *out << which.client;
}

const std::string unicode_challenge =
    "TlRMTVNTUAACAAAADgAOADAAAAAFgooAASNFZ4mrze8AAAAAAAAAAGAAYAA+AAAAUABPAFAAMwBLAEkAVAACAA4AUABPAFAA"
    "MwBLAEkAVAABAA4AUABPAFAAMwBLAEkAVAAEABgAcABvAHAAMwBrAGkAdAAuAHQAZQBzAHQAAwAYAHAAbwBwADMAawBpAHQA"
    "LgB0AGUAcwB0AAAAAAA=";

const ntlm_dialogue ntlm_dialogues[] = {
    // Version 2 with the server's target information, without which Thunderbird gives up; the domain is "Home", and the
    // proof is about its upper case.
    {"thunderbird", "TlRMTVNTUAABAAAAB4IIAAAAAAAAAAAAAAAAAAAAAAA=", unicode_challenge,
     "TlRMTVNTUAADAAAAGAAYAGgAAACMAIwAgAAAAAgACABAAAAACgAKAEgAAAAWABYAUgAAAAAAAAAAAAAABYIIAEgAbwBtAGUA"
     "YQBsAGkAYwBlAFcATwBSAEsAUwBUAEEAVABJAE8ATgB079Su7+gKfndQFlN6jdiPoaKjpKWmp6ibhLkaHkHZ9KmTUyOopU0J"
     "AQEAAAAAAAAAAG3GRxfaAbGys7S1tre4AAAAAAIADgBQAE8AUAAzAEsASQBUAAEADgBQAE8AUAAzAEsASQBUAAQAGABwAG8A"
     "cAAzAGsAaQB0AC4AdABlAHMAdAADABgAcABvAHAAMwBrAGkAdAAuAHQAZQBzAHQAAAAAAA=="},
    // No Unicode in either direction, and extended session security.
    {"camel", "TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwAAAAAAAAADAAAAA=",
     "TlRMTVNTUAACAAAABwAHADAAAAAGgooAASNFZ4mrze8AAAAAAAAAAGAAYAA3AAAAUE9QM0tJVAIADgBQAE8AUAAzAEsASQBU"
     "AAEADgBQAE8AUAAzAEsASQBUAAQAGABwAG8AcAAzAGsAaQB0AC4AdABlAHMAdAADABgAcABvAHAAMwBrAGkAdAAuAHQAZQBz"
     "AHQAAAAAAA==",
     "TlRMTVNTUAADAAAAGAAYAFMAAAAYABgAawAAAAcABwBAAAAABQAFAEcAAAAHAAcATAAAAAAAAAAAAAAAggEIAFBPUDNLSVRh"
     "bGljZVVOS05PV07BwsPExcbHyAAAAAAAAAAAAAAAAAAAAACDi4+IXeKVOYuwpsbMniJ+AQeIOiQlyTY="},
    // Version 2; the length of the response is announced 16 octets too short.
    {"nmap", "TlRMTVNTUAABAAAAB4IIoAAAAAAAAAAAAAAAAAAAAAA=", unicode_challenge,
     "TlRMTVNTUAADAAAAGAAYAGAAAAAYABgAeAAAAA4ADgBAAAAACgAKAE4AAAAIAAgAWAAAABAAEACgAAAAB4IIoHAAbwBwADMA"
     "awBpAHQAYQBsAGkAYwBlAG4AbQBhAHAAghBa9iS7sT6wUXBdFbV6w9DR0tPU1dbXCkBqzuQ5DOPe40oKHjr7wtDR0tPU1dbX"
     "2Nna29zd3t/g4eLj5OXm5wAAAAAAAAAAAAAAAAAAAAA="},
    // Its default: version 1 in both fields, the second of which is announced too short again.
    {"nmap_by_default", "TlRMTVNTUAABAAAAB4IIoAAAAAAAAAAAAAAAAAAAAAA=", unicode_challenge,
     "TlRMTVNTUAADAAAAGAAYAFIAAAAIAAgAagAAAAAAAABAAAAACgAKAEAAAAAIAAgASgAAABAAEACCAAAAB4IIoGEAbABpAGMA"
     "ZQBuAG0AYQBwAI9ZKGyiO/gxwaott/vTFYGCJC1SrtNFx49ZKGyiO/gxwaott/vTFYGCJC1SrtNFxwAAAAAAAAAAAAAAAAAA"
     "AAA="},
};

scenario::description with_alice(std::string password) {
  scenario::description what;
  account& owner = what.accounts["alice"];
  owner.name = "alice";
  owner.password = std::move(password);
  return what;
}

class ntlm_exchanges : public ::testing::TestWithParam<ntlm_dialogue> {};

TEST_P(ntlm_exchanges, of_other_clients_log_in) {
  const scenario::description what = with_alice("s3cret");
  const auto exchange = make_ntlm_exchange(what, server_challenge);
  ASSERT_EQ(exchange->step(GetParam().type1), sasl_exchange::state::challenge);
  EXPECT_EQ(exchange->challenge(), GetParam().type2);
  ASSERT_EQ(exchange->step(GetParam().type3), sasl_exchange::state::accepted);
  EXPECT_EQ(exchange->user(), "alice");
}

TEST_P(ntlm_exchanges, with_another_password_are_refused) {
  for (const char* const password : {"s3creT", ""}) {
    const scenario::description what = with_alice(password);
    const auto exchange = make_ntlm_exchange(what, server_challenge);
    ASSERT_EQ(exchange->step(GetParam().type1), sasl_exchange::state::challenge);
    EXPECT_EQ(exchange->step(GetParam().type3), sasl_exchange::state::refused);
  }
}

INSTANTIATE_TEST_SUITE_P(all, ntlm_exchanges, ::testing::ValuesIn(ntlm_dialogues),
                         [](const auto& each) { return std::string(each.param.client); });

TEST(ntlm_exchange, an_account_without_a_password_is_closed_to_the_empty_one) {
  const scenario::description what = with_alice("");
  const auto exchange = make_ntlm_exchange(what, server_challenge);
  ASSERT_EQ(exchange->step(ntlm_dialogues[0].type1), sasl_exchange::state::challenge);
  using namespace std::string_view_literals;
  std::string message("NTLMSSP\0\3\0\0\0"sv);
  message.append("\x18\0\x18\0\x4a\0\0\0\x18\0\x18\0\x4a\0\0\0"sv);
  message.append("\0\0\0\0\x40\0\0\0\x0a\0\x0a\0\x40\0\0\0"sv);
  message.append(20, '\0').append(to_utf16("alice")).append(ntlm_response("", server_challenge));
  EXPECT_EQ(exchange->step(text::to_base64(message)), sasl_exchange::state::refused);
}

}  // namespace
}  // namespace pop3kit::serving
