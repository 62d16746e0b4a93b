#pragma once

#include <array>
#include <cstdint>

namespace pop3kit::archiving {

/// Marks the database as the state of an archive: "P3ar".
constexpr std::int64_t application_id = 0x50336172;

/// Each text changes a database of the version before it to the next one. The first makes version 1 of an empty
/// database. Published texts never change.
constexpr std::array<const char*, 1> migrations{R"(
CREATE TABLE archive (name TEXT NOT NULL);
INSERT INTO archive VALUES (lower(hex(randomblob(16))));
CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  kind INTEGER NOT NULL,        -- 0: identity is the unique-id; 1: it is the digest of the header and the size in LIST
  identity BLOB NOT NULL,
  generation INTEGER NOT NULL,  -- 1, or more if the server used the identity again for another message
  listed_size INTEGER,          -- octets, as LIST reported them
  octets INTEGER NOT NULL,      -- octets, each line end counted as two
  content BLOB NOT NULL,        -- SHA-256 of the message with LF line ends
  header BLOB NOT NULL,         -- SHA-256 of its header
  place TEXT NOT NULL,          -- where it is in the store
  seen_at INTEGER NOT NULL,     -- seconds since 1970, as all times
  stored_at INTEGER NOT NULL,
  deletion_asked_at INTEGER,
  deleted_at INTEGER,
  missing_since INTEGER
);
CREATE UNIQUE INDEX message_identity ON message (account, kind, identity, generation);
CREATE INDEX message_header ON message (account, header);
CREATE INDEX message_size ON message (account, listed_size);
CREATE VIEW messages AS
  SELECT message.id, account.name AS account,
         CASE kind WHEN 0 THEN CAST(identity AS TEXT) END AS unique_id, generation, listed_size, octets,
         lower(hex(content)) AS sha256, place, datetime(seen_at, 'unixepoch') AS seen,
         datetime(stored_at, 'unixepoch') AS stored, datetime(deletion_asked_at, 'unixepoch') AS deletion_asked,
         datetime(deleted_at, 'unixepoch') AS deleted, datetime(missing_since, 'unixepoch') AS missing
  FROM message JOIN account ON account.id = message.account;
)"};

}  // namespace pop3kit::archiving
