#include "rules/network_conditions.hpp"

#include "scenario/derive_seed.hpp"

namespace pop3kit::serving {
namespace {

void add(const net::link_conditions& more, net::link_conditions& combined) {
  combined.latency += more.latency;
  if (more.jitter > net::duration::zero()) {
    combined.jitter = more.jitter;
    combined.law = more.law;
  }
  if (more.octets_per_second != 0) combined.octets_per_second = more.octets_per_second;
  if (more.slice != 0) combined.slice = more.slice;
  if (more.stall > net::duration::zero()) {
    combined.stall = more.stall;
    combined.stall_after = more.stall_after;
  }
}

void add(const network_condition& more, network_condition& combined) {
  add(more.plan.outgoing, combined.plan.outgoing);
  add(more.plan.incoming, combined.plan.incoming);
  combined.refuse = combined.refuse || more.refuse;
  if (!more.limit && !more.lifetime) return;
  if (more.limit) combined.limit = more.limit;
  if (more.lifetime) combined.lifetime = more.lifetime;
  combined.close = more.close;
}

}  // namespace

network_conditions::network_conditions(const std::vector<network_condition>& rows, std::uint64_t seed,
                                       std::uint64_t stream)
    : rows_(rows), engine_(selectors_of(rows), seed + stream), seed_(seed) {}

network_condition network_conditions::of(std::uint64_t connection, bool implicit_tls, net::duration age) {
  network_condition combined;
  rule_memory counted;
  occasion now;
  now.connection = connection;
  now.tls = implicit_tls;
  now.time = age;
  for (auto index = engine_.match(now, counted); index; index = engine_.match(now, counted, *index + 1)) {
    add(rows_[*index], combined);
    if (combined.plan.seed == 0) combined.plan.seed = derive_seed(seed_ + 1, *index, connection);
  }
  return combined;
}

bool needs_link(const network_condition& combined) {
  const net::link_conditions ideal;
  return combined.plan.outgoing != ideal || combined.plan.incoming != ideal || combined.limit;
}

}  // namespace pop3kit::serving
