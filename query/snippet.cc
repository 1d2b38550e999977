#include "query/snippet.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/printable.h"
#include "query/bind.h"

namespace saola::query {

namespace {

using Tokens = std::span<const text::Token>;

// Tokens [first, last) of the text, and which of the query's leaves stands there.
struct Hit {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::size_t leaf = 0;
};

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

// The leaves that the text may have.
std::vector<const Node*> leaves_of(const Node& bound) {
  auto leaves = positive_leaves(bound);
  std::erase_if(
      leaves, [](const Node* leaf) { return !has_places(*leaf) || leaf->field->name == "title"; });
  return leaves;
}

std::vector<Hit> hits_of(const Reading& reading, const std::vector<const Node*>& leaves) {
  std::vector<Hit> hits;
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    for (const Find& find : reading.finds_in_text(*leaves[leaf])) {
      hits.push_back({find.first, find.last, leaf});
    }
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tie(a.first, a.leaf, a.last) < std::tie(b.first, b.leaf, b.last);
  });
  return hits;
}

// A hit, and how many different leaves lie within some bytes from it on.
struct Start {
  std::size_t hit = 0;
  std::size_t leaves = 0;
};

// The one with the most leaves; of equals the first.
Start best_start(const std::vector<Hit>& hits, Tokens tokens, std::size_t bytes,
                 std::size_t leaf_count) {
  Start best;
  std::vector<unsigned> inside(leaf_count);  // hits of each leaf in the window
  std::size_t leaves = 0;                    // of which there are any
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < hits.size(); ++begin) {
    const std::uint32_t from = tokens[hits[begin].first].span.begin;
    for (; end < hits.size() && tokens[hits[end].first].span.end <= from + bytes; ++end) {
      if (inside[hits[end].leaf]++ == 0) ++leaves;
    }
    if (leaves > best.leaves) best = {begin, leaves};
    if (begin < end && --inside[hits[begin].leaf] == 0) --leaves;
    end = std::max(end, begin + 1);
  }
  return best;
}

// What is shown: bytes of the text, and whether something of a sentence is missing before and after them.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool cut_before = false;
  bool cut_after = false;
  bool is_settled = false;  // however the text may go on
};

class Cutter {
 public:
  Cutter(std::string_view text, Tokens tokens, std::size_t characters)
      : text_(text), tokens_(tokens), characters_(characters) {}

  Stretch cut(const std::vector<Hit>& hits, std::size_t leaf_count) const {
    if (tokens_.empty()) return {};
    const Start best = best_start(hits, tokens_, characters_, leaf_count);
    const std::size_t first = hits.empty() ? 0 : start(hits[best.hit].first);
    Stretch stretch;
    stretch.begin = first == 0 ? 0 : tokens_[first].span.begin;
    stretch.cut_before = first > 0 && tokens_[first - 1].sentence == tokens_[first].sentence;
    // One place for each "…" that may stand before and after.
    const std::size_t room = characters_ - 2;
    std::size_t word = first;  // behind the last token that fits
    std::size_t sentence =
        tokens_.size();  // behind the last one that ends a sentence; size: none did
    bool any_sentence = false;
    std::size_t taken = 0;  // characters, up to the byte `end`
    for (std::size_t i = first, end = stretch.begin; i < tokens_.size(); ++i) {
      taken += count_characters(text_.substr(end, end_of(i) - end));
      if (taken > room) {
        stretch.is_settled = best.leaves == leaf_count;
        break;
      }
      end = end_of(i);
      word = i + 1;
      const bool ends = i + 1 == tokens_.size() || tokens_[i + 1].sentence != tokens_[i].sentence;
      if (ends) {
        sentence = i + 1;
        any_sentence = true;
      }
    }
    const bool loses_words = std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
      return any_sentence && hit.first >= sentence && hit.last <= word;
    });
    stretch.cut_after = !any_sentence || loses_words;
    const std::size_t behind = stretch.cut_after ? std::max(word, first + 1) : sentence;
    stretch.end = stretch.cut_after ? tokens_[behind - 1].span.end : end_of(behind - 1);
    return stretch;
  }

 private:
  // The sentence of the token `hit`, from its begin if that takes no more than a quarter of the room.
  std::size_t start(std::size_t hit) const {
    std::size_t first = hit;
    while (first > 0 && tokens_[first - 1].sentence == tokens_[hit].sentence &&
           tokens_[first - 1].span.begin + characters_ / 4 >= tokens_[hit].span.begin) {
      --first;
    }
    return first;
  }

  // Where the token ends, with the punctuation that is written onto it.
  std::size_t end_of(std::size_t token) const {
    const std::size_t limit =
        token + 1 < tokens_.size() ? tokens_[token + 1].span.begin : text_.size();
    const std::size_t blank = text_.find_first_of(" \t\r\n", tokens_[token].span.end);
    return std::min(limit, blank);
  }

  std::string_view text_;
  Tokens tokens_;
  std::size_t characters_;
};

void append(std::string_view text, Marked& snippet, std::size_t& at) {
  const std::string shown = printable(text);
  snippet.text += shown;
  at += count_characters(shown);
}

Marked shown(const Reading& reading, const std::vector<Hit>& hits, const Stretch& stretch) {
  const std::string_view text = reading.text();
  const Tokens tokens = reading.text_tokens();
  Marked snippet;
  std::size_t at = 0;  // characters so far
  if (stretch.cut_before) append("…", snippet, at);
  std::size_t byte = stretch.begin;
  for (const Hit& hit : hits) {
    const std::size_t begin = std::max<std::size_t>(tokens[hit.first].span.begin, byte);
    const std::size_t end = tokens[hit.last - 1].span.end;
    if (tokens[hit.first].span.begin < stretch.begin || end > stretch.end || end <= begin) continue;
    append(text.substr(byte, begin - byte), snippet, at);
    const std::size_t from = at;
    append(text.substr(begin, end - begin), snippet, at);
    const bool goes_on = !snippet.spans.empty() && snippet.spans.back().end == from;
    if (goes_on) {
      snippet.spans.back().end = at;
    } else {
      snippet.spans.push_back({from, at});
    }
    byte = end;
  }
  append(text.substr(byte, stretch.end - byte), snippet, at);
  if (stretch.cut_after) append("…", snippet, at);
  return snippet;
}

}  // namespace

Marked make_snippet(Reading& reading, const store::Article& article, const Node& bound,
                    std::size_t characters) {
  const auto leaves = leaves_of(bound);
  for (std::size_t bytes = 2 * characters;; bytes *= 2) {
    reading.read(article, bytes);
    const auto hits = hits_of(reading, leaves);
    const Stretch stretch =
        Cutter(reading.text(), reading.text_tokens(), characters).cut(hits, leaves.size());
    const bool is_whole = reading.text().size() == article.text.size();
    if (is_whole || stretch.is_settled) return shown(reading, hits, stretch);
  }
}

}  // namespace saola::query
