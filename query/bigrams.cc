#include "query/bigrams.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "query/listed_source.h"
#include "query/matches.h"

namespace saola::query {

namespace {

using Documents = std::vector<Xapian::docid>;

Documents both(const Documents& a, const Documents& b) {
  Documents common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return common;
}

template <typename Others>
Documents with(const Documents& documents, const Others& others) {
  Documents all;
  all.reserve(documents.size() + others.size());
  std::set_union(documents.begin(), documents.end(), others.begin(), others.end(),
                 std::back_inserter(all));
  return all;
}

// The listed documents that have all common bigrams of the words; none: not one of these is common.
std::optional<Documents> listed(const store::BigramTable& table,
                                const std::vector<std::string>& words) {
  std::optional<Documents> found;
  for (std::size_t i = 1; i < words.size(); ++i) {
    auto documents = table.documents(words[i - 1], words[i]);
    if (!documents) continue;
    found = found ? both(*found, *documents) : std::move(*documents);
  }
  return found;
}

}  // namespace

const store::BigramTable* Bigrams::table_of(const Xapian::Database& shard) {
  const auto state = store::state_of(shard);
  if (!state) return nullptr;
  const auto known = tables_.find(state->uuid);
  if (known != tables_.end() && known->second.state().revision == state->revision) {
    return &known->second;
  }
  auto table = store::BigramTable::open(index_, shard);
  if (!table) return nullptr;
  return &tables_.insert_or_assign(state->uuid, std::move(*table)).first->second;
}

std::optional<Xapian::Query> Bigrams::phrase(const Xapian::Database& db,
                                             const std::vector<std::string>& words) {
  const Xapian::Query phrase(Xapian::Query::OP_PHRASE, words.begin(), words.end());
  const bool is_bigram = words.size() == 2;
  OfShards found;
  for (const Xapian::Database& shard : store::shards_of(db)) {
    const store::BigramTable* table = table_of(shard);
    if (table == nullptr) return std::nullopt;
    const auto documents = listed(*table, words);
    if (!documents) return std::nullopt;
    const Documents others(table->unlisted().begin(), table->unlisted().end());
    found[table->state().uuid] = std::make_shared<const Documents>(
        with(*documents, is_bigram ? matches_among(shard, phrase, others) : others));
  }
  const Xapian::Query these = these_documents(std::move(found), phrase.get_description());
  return is_bigram ? these : Xapian::Query(Xapian::Query::OP_FILTER, phrase, these);
}

bool is_exact_phrase(const Node& node) {
  return node.kind == NodeKind::words && node.lane == Lane::exact && !node.cut_off &&
         node.words.size() > 1 && node.field->name == "text";
}

void use_bigrams(Node& bound, const std::shared_ptr<Bigrams>& bigrams) {
  if (is_exact_phrase(bound)) bound.bigrams = bigrams;
  for (Node& child : bound.children) use_bigrams(child, bigrams);
  for (Node& child : bound.marked) use_bigrams(child, bigrams);
}

}  // namespace saola::query
