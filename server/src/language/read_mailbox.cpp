#include <algorithm>

#include "language/schema.hpp"
#include "mailbox/composed_message.hpp"
#include "mailbox/generated_messages.hpp"
#include "mailbox/mail_files.hpp"
#include "mailbox/message_set.hpp"
#include "mailbox/stored_messages.hpp"
#include "scenario/derive_seed.hpp"
#include "scenario/stable_hash.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr key<attachment> attachment_keys[] = {
    {{"name", takes::line, "\"attachment\"", "The file name of the attachment."},
     [](const value& from, attachment& into, reading& /*context*/) { into.name = as_line(from); }},
    {{"type", takes::line, "\"application/octet-stream\"", "The media type."},
     [](const value& from, attachment& into, reading& /*context*/) { into.type = as_line(from); }},
    {{"content", takes::text, "nothing", "The octets, as a string."},
     [](const value& from, attachment& into, reading& /*context*/) { into.content = as_text(from); }},
    {{"file", takes::line, "none", "A file with the octets, in place of `content`."},
     [](const value& from, attachment& into, reading& context) {
       into.content = context.files.read(context.files.resolve(as_line(from), from.at), from.at);
     }},
};

/// Checks the name of a header field (RFC 5322 section 3.6.8).
bool is_field_name(std::string_view name) {
  return !name.empty() &&
         std::ranges::all_of(name, [](char octet) { return octet > 0x20 && octet < 0x7f && octet != ':'; });
}

void read_headers(const value& from, message_draft& into, reading& /*context*/) {
  const auto& table = as_table(from);
  if (!table.items.empty())
    throw problem{table.items.front().at, "a header field needs a name: [\"X-Name\"] = \"...\""};
  for (const auto& entry : table.named) {
    if (!is_field_name(entry.key)) throw problem{entry.key_at, "'" + entry.key + "' is not a valid header field name"};
    for (auto& line : as_lines(entry.content)) into.headers.emplace_back(entry.key, std::move(line));
  }
}

void read_attachments(const value& from, message_draft& into, reading& context) {
  const auto& table = as_table(from);
  if (!table.named.empty()) {
    throw problem{table.named.front().key_at, "expected a list: each attachment in its own braces"};
  }
  for (std::size_t index = 0; index < table.items.size(); ++index) {
    const path_step item(context, index + 1);
    auto& file = into.attachments.emplace_back();
    file.name = "attachment";
    read_table(table.items[index], "an attachment", attachment_keys, file, context);
  }
}

constexpr key<message_draft> message_keys[] = {
    {{"from", takes::line, "a default author", "The author: `Name <address>` or an address."},
     [](const value& from, message_draft& into, reading& /*context*/) { into.from = as_line(from); }},
    {{"to", takes::lines, "the account, at example.org", "The recipients."},
     [](const value& from, message_draft& into, reading& /*context*/) { into.to = as_lines(from); }},
    {{"cc", takes::lines, "none", "The recipients of copies."},
     [](const value& from, message_draft& into, reading& /*context*/) { into.cc = as_lines(from); }},
    {{"subject", takes::line, "\"\"", "Any UTF-8. It is encoded if necessary (RFC 2047)."},
     [](const value& from, message_draft& into, reading& /*context*/) { into.subject = as_line(from); }},
    {{"date", takes::line, "made from the seed", "The date as written in the header."},
     [](const value& from, message_draft& into, reading& /*context*/) { into.date = as_line(from); }},
    {{"text", takes::text, "\"\"", "The plain text body."},
     [](const value& from, message_draft& into, reading& /*context*/) { into.text = as_text(from); }},
    {{"html", takes::text, "none", "The HTML body. With `text`, the two are alternatives."},
     [](const value& from, message_draft& into, reading& /*context*/) { into.html = as_text(from); }},
    {{"attachments", takes::list, "none", "A list of attachments, sent in base64."}, &read_attachments},
    {{"headers", takes::table, "none",
      "More header fields by name, in the order in which they are written. Use a list of strings for a "
      "field that occurs several times. A field that the server would make itself, such as Message-ID, is "
      "replaced."},
     &read_headers},
};

/// The plan, and the most messages that it may have.
struct generate_table : generator_plan {
  generate_table() = default;
  spread counts;
};

const message_shape* shape_called(const std::string& name, position at) {
  const auto found = std::ranges::find(shape_table(), name, &message_shape::name);
  if (found != shape_table().end()) return &*found;
  std::vector<std::string_view> names;
  for (const auto& each : shape_table()) names.push_back(each.name);
  throw problem{at, "unknown shape '" + name + "'" + did_you_mean(name, names)};
}

void read_shapes(const value& from, generate_table& into, reading& /*context*/) {
  const auto* table = std::get_if<std::shared_ptr<const table_value>>(&from.held);
  if (table == nullptr || (*table)->named.empty()) {
    for (const auto& name : as_lines(from)) into.shapes.push_back({shape_called(name, from.at), 1});
    return;
  }
  if (!(*table)->items.empty()) refuse(from, "a list of shapes, or a weight for each of them");
  for (const auto& entry : (*table)->named) {
    into.shapes.push_back({shape_called(entry.key, entry.key_at), as_number(entry.content, 1)});
  }
}

constexpr key<generate_table> generate_keys[] = {
    {{"count", takes::numbers, "", "The number of messages. From a range, a number is drawn."},
     [](const value& from, generate_table& into, reading& /*context*/) {
       const auto range = as_numbers(from);
       into.counts.least = range.least;
       into.counts.most = range.most;
     }},
    {{"size", takes::sizes, "\"4 KiB\"",
      "The exact octets of each message, header and line ends included. From a range, each size is drawn."},
     [](const value& from, generate_table& into, reading& /*context*/) {
       const auto range = as_sizes(from);
       into.size = range.least;
       into.largest = range.most;
     }},
    {{"law", takes::choice, "\"uniform\"",
      "How sizes, and the count, are drawn from a range: \"uniform\" (evenly), \"lognormal\" (around the "
      "geometric mean, like real mail) or \"pareto\" (mostly small, a few large)."},
     [](const value& from, generate_table& into, reading& /*context*/) {
       constexpr std::string_view names[] = {"uniform", "lognormal", "pareto"};
       into.law = static_cast<spread_law>(as_choice(from, "law", names));
     }},
    {{"shape", takes::shapes, "\"plain\"",
      "What the messages look like. From several shapes, one is drawn for each message. The shapes are "
      "listed under mailbox items."},
     &read_shapes},
    {{"subject", takes::line, "various", "The subject of every message."},
     [](const value& from, generate_table& into, reading& /*context*/) { into.subject = as_line(from); }},
    {{"from", takes::line, "various", "The author of every message."},
     [](const value& from, generate_table& into, reading& /*context*/) { into.from = as_line(from); }},
};

message_set_ptr stored(std::string message) {
  std::vector<std::string> one;
  one.push_back(std::move(message));
  return make_stored_messages(std::move(one));
}

message_set_ptr read_mbox(const std::string& name, position at, reading& context) {
  const auto file = context.files.resolve(name, at);
  auto messages = split_mbox(context.files.read(file, at));
  if (!messages) throw problem{at, "'" + file.string() + "' is not an mbox: it does not begin with \"From \""};
  return make_stored_messages(std::move(*messages));
}

message_set_ptr read_maildir(const std::string& name, position at, reading& context) {
  const auto files = context.files.list_maildir(context.files.resolve(name, at), at);
  std::vector<std::string> messages;
  messages.reserve(files.size());
  for (const auto& file : files) messages.push_back(with_crlf(context.files.read(file, at)));
  return make_stored_messages(std::move(messages));
}

/// Makes the message sets of one account. Each item has its own seed.
class mailbox_reader {
 public:
  mailbox_reader(const std::string& account, reading& context) : account_(account), context_(context) {}

  message_set_ptr read(const value& item, std::size_t place) {
    const auto* made = std::get_if<constructed_value>(&item.held);
    if (made == nullptr || !info(made->which).is_mailbox_item) refuse_item(item);
    const auto seed = derive_seed(context_.seed, fingerprint_of(account_), place);
    const auto& argument = *made->argument;
    switch (made->which) {
      case constructor::eml:
        return stored(with_crlf(context_.files.read(context_.files.resolve(as_text(argument), item.at), item.at)));
      case constructor::mbox:
        return read_mbox(as_text(argument), item.at, context_);
      case constructor::maildir:
        return read_maildir(as_text(argument), item.at, context_);
      case constructor::text:
        return stored(with_crlf(as_text(argument)));
      case constructor::message:
        return read_message(argument, seed);
      default:
        return read_generate(argument, seed);
    }
  }

 private:
  [[noreturn]] static void refuse_item(const value& item) {
    const bool is_text = std::holds_alternative<std::string>(item.held);
    refuse(item, is_text ? "eml \"...\" for a file or text \"...\" for a whole message"
                         : "eml, mbox, maildir, text, message or generate");
  }

  [[nodiscard]] std::string recipient() const {
    const bool plain = std::ranges::all_of(account_, [](char octet) {
      return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || (octet >= '0' && octet <= '9') ||
             octet == '-' || octet == '_';
    });
    if (account_.find('@') != std::string::npos) return account_;
    return (plain ? account_ : "recipient") + "@example.org";
  }

  message_set_ptr read_message(const value& argument, std::uint64_t seed) {
    message_draft draft;
    draft.to = {recipient()};
    read_table(argument, "a message", message_keys, draft, context_);
    return stored(compose(draft, seed));
  }

  message_set_ptr read_generate(const value& argument, std::uint64_t seed) {
    generate_table plan;
    plan.to = recipient();
    plan.seed = seed;
    read_table(argument, "generate", generate_keys, plan, context_);
    plan.counts.law = plan.law;
    check_plan(plan, as_table(argument));
    plan.count = static_cast<std::size_t>(draw(plan.counts, seed, UINT64_MAX));
    return make_generated_messages(std::move(plan));
  }

  static void check_plan(const generate_table& plan, const table_value& table) {
    constexpr std::size_t most = 0xFFFF'FFFF;
    if (plan.counts.most > most) {
      throw problem{line_of(table, "count"), "count: at most " + std::to_string(most) + " messages"};
    }
    if (const auto smallest = smallest_size(plan); plan.size < smallest) {
      throw problem{line_of(table, "size"), "size: " + std::to_string(plan.size) +
                                                " octets are too few: the header alone needs " +
                                                std::to_string(smallest)};
    }
  }

  static position line_of(const table_value& table, std::string_view name) {
    const auto entry = std::ranges::find(table.named, name, &table_entry::key);
    return entry == table.named.end() ? table.at : entry->content.at;
  }

  const std::string& account_;
  reading& context_;
};

}  // namespace

std::shared_ptr<const mailbox_source> read_mailbox(const value& from, const std::string& account, reading& context) {
  std::vector<message_set_ptr> parts;
  mailbox_reader reader{account, context};
  if (std::holds_alternative<constructed_value>(from.held)) {
    parts.push_back(reader.read(from, 0));
    return concatenate(std::move(parts));
  }
  const auto& table = as_table(from);
  if (!table.named.empty()) throw problem{table.named.front().key_at, "a mailbox is a list: its items have no names"};
  for (std::size_t place = 0; place < table.items.size(); ++place) {
    const path_step item(context, place + 1);
    attempt("mailbox", context, [&] { parts.push_back(reader.read(table.items[place], place)); });
  }
  return concatenate(std::move(parts));
}

section message_section() {
  return make_section("`message`", info(constructor::message).summary, message_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = {
    message {
      from = "Zoë Müller <zoe@example.org>",
      to = { "alice@example.org", "Bob <bob@example.org>" },
      subject = "Grüße aus Köln",
      text = "Hello Alice,\n\nsee the attachment.\n",
      html = "<p>Hello Alice,</p><p>see the attachment.</p>",
      attachments = { { name = "notes.txt", type = "text/plain", content = "one\ntwo\n" } },
      headers = { ["X-Mailer"] = "pop3kit", ["Received"] = { "from a by b", "from b by c" } },
    },
  } } },
})");
}

section attachment_section() {
  return make_section("An attachment", "An item of `attachments`.", attachment_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = {
    message { text = "a picture", attachments = { { name = "dot.gif", type = "image/gif", content = "GIF89a" } } },
  } } },
})");
}

section generate_section() {
  return make_section("`generate`", info(constructor::generate).summary, generate_keys, R"(return scenario {
  seed = 42,
  accounts = { alice = { password = "s3cret", mailbox = {
    generate { count = 1000000, size = "4 KiB" },
    generate { count = 1, size = "25 MB", subject = "The large one", from = "Bob <bob@example.org>" },
    generate { count = "10..100", size = "3 KiB..2 MiB", law = "lognormal", shape = { "multipart", "dots" } },
    generate { count = 100, shape = { plain = 8, quoted_printable = 1, nul = 1 } },    -- weights
  } } },
})");
}

}  // namespace pop3kit::serving::lua
