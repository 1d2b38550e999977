#include "query/topic_judge.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <memory>
#include <set>

#include "query/bind.h"
#include "query/judgement.h"
#include "query/matches.h"
#include "query/query_xapian.h"
#include "query/topic_stamp.h"

namespace saola::query {

namespace {

std::vector<std::string> changed_topics(const store::TopicStamps& before,
                                        const store::TopicStamps& now) {
  std::vector<std::string> changed;
  for (const auto& [id, stamp] : now) {
    const auto was = before.find(id);
    if (was == before.end() || was->second != stamp) changed.push_back(id);
  }
  for (const auto& [id, stamp] : before) {
    if (!now.contains(id)) changed.push_back(id);
  }
  return changed;
}

// What is found out, by document.
class Changes {
 public:
  void decide(Xapian::docid document, const std::string& topic) {
    changes_[document].topics.insert(topic);
  }
  void count(Xapian::docid document, const std::string& topic) {
    decide(document, topic);
    changes_[document].marks.emplace(topic, store::TopicMark{});
  }
  [[nodiscard]] std::vector<MarkChange> list() const {
    std::vector<MarkChange> list;
    for (const auto& [document, one] : changes_) {
      list.push_back({document, {one.topics.begin(), one.topics.end()}, one.marks});
    }
    return list;
  }

 private:
  struct One {
    std::set<std::string> topics;
    store::TopicMarks marks;  // empty ones, to be judged
  };
  std::map<Xapian::docid, One> changes_;
};

// All lexicons that any topic asks.
std::vector<text::Lexicon> lexicons_asked(const Definitions& definitions) {
  std::set<std::string> ids;
  for (const Topic& topic : definitions.topics) {
    const auto bound = bind_topic(topic.id, definitions);
    if (!bound) continue;
    for (std::string& id : lexicons_of(*bound)) ids.insert(std::move(id));
  }
  const std::vector<std::string> list(ids.begin(), ids.end());
  return chosen_lexicons(definitions.lexicons, list);
}

}  // namespace

TopicJudge::TopicJudge(const Definitions& definitions)
    : stamps_(topic_stamps(definitions)), reading_(lexicons_asked(definitions)) {
  assert(definitions.reviews.empty());
  for (const auto& [id, stamp] : stamps_) {
    auto bound = bind_topic(id, definitions);
    topics_.push_back({id, std::move(bound->children.front())});
  }
}

Result<MarkChanges> TopicJudge::changes(const Xapian::Database& db,
                                        std::span<const Xapian::docid> written) {
  auto before = store::index_topics(db);
  if (!before) return pass_on(before);
  MarkChanges changes;
  changes.stamps = stamps_;
  changes.topics = changed_topics(*before, stamps_);
  auto found = store::xapian_try("index", [&] { return find(db, written, changes.topics); });
  if (!found) return pass_on(found);
  changes.list = std::move(*found);
  for (MarkChange& change : changes.list) {
    if (change.marks.empty()) continue;
    if (auto judged = judge_one(db, change); !judged) return pass_on(judged);
  }
  return changes;
}

std::vector<MarkChange> TopicJudge::find(const Xapian::Database& db,
                                         std::span<const Xapian::docid> written,
                                         const std::vector<std::string>& changed) const {
  const auto among = std::make_shared<std::vector<Xapian::docid>>(written.begin(), written.end());
  Changes changes;
  for (const std::string& id : changed) {
    for (Xapian::docid document : store::marked_documents(db, id)) changes.decide(document, id);
  }
  for (const Judged& topic : topics_) {
    const bool in_all = std::find(changed.begin(), changed.end(), topic.id) != changed.end();
    if (!in_all && written.empty()) continue;
    for (Xapian::docid document : written) changes.decide(document, topic.id);
    const auto within = in_all ? nullptr : among;
    const Xapian::Query query = to_xapian(db, topic.tree, Purpose::count, within);
    for (Xapian::docid document :
         within ? matches_among(db, query, *within) : all_matches(db, query)) {
      changes.count(document, topic.id);
    }
  }
  return changes.list();
}

Result<void> TopicJudge::judge_one(const Xapian::Database& db, MarkChange& change) {
  auto document = store::xapian_try("index", [&] { return db.get_document(change.document); });
  if (!document) return pass_on(document);
  auto stored = store::stored_article(*document);
  if (!stored) return pass_on(stored);
  reading_.read(stored->article);
  for (auto& [id, mark] : change.marks) {
    const auto topic = std::find_if(topics_.begin(), topics_.end(),
                                    [&, &name = id](const Judged& one) { return one.id == name; });
    const Judgement judgement = judge(reading_, topic->tree);
    mark.score = judgement.score;
    mark.standing = judgement.standing;
    for (const Evidence& evidence : judgement.evidence) mark.evidence.push_back(evidence.span);
  }
  return {};
}

}  // namespace saola::query
