#pragma once

#include "watched_client.hpp"

namespace pop3kit::proof {

/// Each carries out the steps of its kind and compares what came with what must be true.
void list(watched_client& client, const work_step& step);
void list_some(watched_client& client, const work_step& step);
void read_one(watched_client& client, const work_step& step);
void read_headers_of_many(watched_client& client, const work_step& step);
void read_many(watched_client& client, const work_step& step);
void read_all(watched_client& client);
void mark(watched_client& client, const work_step& step);
void commit(watched_client& client);
void quit(watched_client& client);

}  // namespace pop3kit::proof
