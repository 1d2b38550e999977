#include "query/topic_reasons.h"

#include "base/printable.h"
#include "query/bind.h"
#include "query/judgement.h"

namespace saola::query {

TopicReasons::TopicReasons(const Definitions& definitions, store::TopicStamps marks)
    : definitions_(definitions), marks_(std::move(marks)), reading_(definitions.lexicons) {}

Result<store::TopicMark> TopicReasons::why(const store::Article& article,
                                           const store::TopicMarks& marks,
                                           const std::string& topic) {
  const auto mark = marks.find(topic);
  if (marks_.contains(topic) && mark != marks.end()) return mark->second;
  auto own = bind(find_topic(definitions_, topic)->query, definitions_);
  if (!own) return pass_on(own);
  reading_.read(article);
  const Judgement judgement = judge(reading_, *own);
  store::TopicMark made{judgement.score, judgement.standing, {}};
  for (const Evidence& evidence : judgement.evidence) made.evidence.push_back(evidence.span);
  return made;
}

std::string sentence_of(const store::Article& article, const store::EvidenceSpan& span) {
  const std::string_view text = span.in_title ? article.title : article.text;
  if (span.end > text.size() || span.begin > span.end) return {};
  return printable(text.substr(span.begin, span.end - span.begin));
}

}  // namespace saola::query
