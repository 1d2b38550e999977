#include "indexer/extract/main_text.h"

#include <algorithm>
#include <unordered_map>

#include "base/url.h"
#include "indexer/extract/body_container.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/foreign_parts.h"
#include "indexer/extract/marks.h"
#include "indexer/extract/names.h"
#include "indexer/extract/prompts.h"
#include "indexer/extract/text_key.h"
#include "text/lead_tail.h"

namespace saola::extract {
namespace {

constexpr std::uint32_t kLeastLead = 30;  // code points
constexpr std::uint32_t kMostLead = 900;
constexpr std::uint32_t kWitnessChars = 50;
constexpr std::size_t kLeastBody = 300;  // bytes of JSON-LD articleBody that make it a witness
constexpr std::size_t kHeadlineWords = 4;
constexpr std::size_t kMostBody =
    200'000;  // bytes of it that are read, and blocks looked up in it: time stays bounded
constexpr std::size_t kMostBlocks = 5000;
constexpr std::uint32_t kClosing = 350;  // code points of a closing prompt at most
constexpr std::uint32_t kSignature = 60;
constexpr std::uint32_t kLeastPlain = 25;  // code points outside links, in a sentence of links
constexpr std::size_t kLeastTitle = 20;    // bytes of a title's key
constexpr std::size_t kMostKicker = 30;
constexpr std::size_t kSentenceWords = 8;
constexpr std::size_t kBioWords = 6;        // at least, in a line about an author
constexpr std::uint32_t kShortBlock = 120;  // a byline, a date, a prompt

class Chooser {
 public:
  Chooser(const Document& document, BlockList& list, std::span<const std::uint32_t> hints,
          const Witnesses& witnesses)
      : document_(document),
        list_(list),
        hints_(hints),
        witnesses_(witnesses),
        body_key_(list.blocks.size() < kMostBlocks
                      ? key_of(witnesses.article_body.substr(0, kMostBody))
                      : "") {
    for (const std::string& title : witnesses.titles)
      if (std::string key = key_of(title); key.size() >= 8) title_keys_.push_back(std::move(key));
  }

  MainText run() {
    const std::vector<Drop> marks = mark_elements(document_, list_, hints_, witnesses_.title_node);
    for (Block& block : list_.blocks)
      block.drop = is_witnessed(block) ? Drop::none : marks[block.first];
    for (Block& block : list_.blocks)
      if (block.drop == Drop::none) block.drop = by_itself(block);
    drop_teasers();
    out_.container = find_body(document_, list_, hints_, witnesses_);
    if (out_.container == 0) {
      drop_rest(Drop::outside);
      return out_;
    }
    inside_container();
    drop_foreign_parts(document_, list_, out_.container);
    keep_references();
    keep_signature();
    drop_closing_prompts();
    drop_bylines();
    drop_lonely_headings();
    find_lead();
    drop_repeats();
    gather();
    return out_;
  }

 private:
  [[nodiscard]] std::string_view text(const Block& block) const { return list_.text(block); }

  void drop_rest(Drop drop) {
    for (Block& block : list_.blocks)
      if (block.drop == Drop::none) block.drop = drop;
  }

  // A linked headline and one text, alone together in an element: the start of another article. A page of nothing else
  // is left alone; it is a listing, or a live blog whose entries link to themselves.
  void drop_teasers() {
    std::vector<std::size_t> teasers;
    std::uint32_t weight = 0;
    for (std::size_t i = 1; i < list_.blocks.size(); ++i) {
      if (list_.blocks[i].drop != Drop::none || !is_teaser(i)) continue;
      teasers.push_back(i);
      weight += running_text(list_, list_.blocks[i]);
    }
    if (weight * 10 > list_.running_before.back() * 6) return;
    for (const std::size_t i : teasers) list_.blocks[i].drop = Drop::related;
  }

  bool is_teaser(std::size_t i) const {
    const Block& block = list_.blocks[i];
    const std::uint32_t running = running_text(list_, block);
    if (running == 0) return false;
    std::size_t before = i - 1;
    while (before > 0 &&
           (list_.blocks[before].drop == Drop::date || list_.blocks[before].drop == Drop::byline))
      --before;
    const Block& head = list_.blocks[before];
    if (head.link_chars * 10 < head.chars * 9 || count_words(text(head)) < kHeadlineWords)
      return false;
    std::uint32_t up = block.node;
    for (int level = 0; level < 5 && (head.first < up || head.first >= document_[up].end); ++level)
      up = document_[up].parent;
    if (head.first < up || head.first >= document_[up].end) return false;
    return list_.running(document_, up) <= running + running / 10;
  }

  // Stands in the text that the page gives to search engines.
  bool is_witnessed(const Block& block) const {
    if (block.chars < kWitnessChars || body_key_.size() < kLeastBody) return false;
    return body_key_.find(key_of(text(block))) != std::string::npos;
  }

  // What a block's own text and links say.
  Drop by_itself(const Block& block) const {
    if (block.is_linkish() && is_table_cell(block)) return Drop::none;
    if (block.link_chars * 10 > block.chars * 9 && block.tag != Tag::blockquote) return Drop::links;
    if (block.is_linkish() && (block.chars < 200 || block.tag == Tag::li) &&
        !is_linked_sentence(block))
      return Drop::links;
    if (block.chars <= 400 && is_prompt(text(block))) return Drop::prompt;
    if (is_caption(text(block))) return Drop::caption;
    if (is_date_line(block)) return Drop::date;
    if (block.chars < 400 && repeats_title(block)) return Drop::title;
    return Drop::none;
  }

  // A paragraph that is a sentence, much of it linked; a pointer to another page does not end like one.
  bool is_linked_sentence(const Block& block) const {
    const std::uint32_t least = starts_with_link(block) ? kLeastPlain : kLeastPlain / 3;
    return block.tag == Tag::p && block.plain_chars() >= least &&
           std::string_view(".!?").find(text(block).back()) != std::string_view::npos;
  }

  bool starts_with_link(const Block& block) const {
    std::uint32_t node = block.first;
    while (node > block.node && document_[node].tag != Tag::a) node = document_[node].parent;
    return document_[node].tag == Tag::a;
  }

  // One of four or more cells of a row that is not all links: a table of data, not of layout.
  bool is_table_cell(const Block& block) const {
    if (block.tag != Tag::td || block.chars > kShortBlock) return false;
    std::uint32_t row = block.node;
    for (int level = 0; level < 3 && document_[row].tag != Tag::tr; ++level)
      row = document_[row].parent;
    if (document_[row].tag != Tag::tr ||
        list_.link_chars(document_, row) * 10 > list_.chars(document_, row) * 9)
      return false;
    int cells = 0;
    const std::uint32_t end = std::min(document_[row].end, row + 400);
    for (std::uint32_t cell = row + 1; cell < end; cell = document_[cell].end)
      cells += document_[cell].tag == Tag::td && list_.chars(document_, cell) > 0 ? 1 : 0;
    return cells >= 4;
  }

  // The title itself; or, in a heading, the title behind a kicker.
  bool repeats_title(const Block& block) const {
    const std::string key = key_of(text(block));
    return std::any_of(title_keys_.begin(), title_keys_.end(), [&](const std::string& title) {
      return key == title || (heading_level(block.tag) != 0 && title.size() >= kLeastTitle &&
                              key.ends_with(title) && key.size() <= title.size() + kMostKicker);
    });
  }

  // Nothing but a date or a time: "15:27 13/12/2018".
  bool is_date_line(const Block& block) const {
    if (block.chars > kShortBlock || heading_level(block.tag) != 0 || block.tag == Tag::blockquote)
      return false;
    const std::string_view line = text(block);
    const auto digits =
        std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits < 5 || line.ends_with('.')) return false;
    return count_words(line) - count_numbers(line) <= 5 && find_date(line, {}).has_value();
  }

  // A heading behind much of the text is not where the article starts.
  bool title_starts_body() const {
    const std::uint32_t title = witnesses_.title_node;
    if (title <= out_.container || title >= document_[out_.container].end) return false;
    const std::uint32_t before = list_.running_before[title] - list_.running_before[out_.container];
    return before * 4 < list_.running(document_, out_.container);
  }

  void inside_container() {
    const Node& body = document_[out_.container];
    const std::uint32_t start = title_starts_body() ? witnesses_.title_node : 0;
    for (Block& block : list_.blocks) {
      if (block.drop != Drop::none) continue;
      if (block.first < out_.container || block.first >= body.end)
        block.drop = Drop::outside;
      else if (block.first < start)
        block.drop = Drop::before_start;
    }
  }

  // The element that a paragraph hangs in, lists and quotations not counted.
  [[nodiscard]] std::uint32_t holder(const Block& block) const {
    const auto is_part = [](Tag tag) {
      return tag == Tag::p || tag == Tag::li || tag == Tag::ul || tag == Tag::ol ||
             tag == Tag::blockquote;
    };
    std::uint32_t node = block.node;
    while (is_part(document_[node].tag)) node = document_[node].parent;
    return node;
  }

  // A line of links between two paragraphs of the body that leads to another site is a source or an offer the story speaks of;
  // one that stays on the site is the site's own advertisement.
  void keep_references() {
    const auto own = parse_url(witnesses_.url);
    if (!own) return;
    const std::string site = registrable_domain(own->host);
    std::uint32_t beside = 0;        // holder of the paragraph before
    std::vector<Block*> references;  // since then
    for (Block& block : list_.blocks) {
      if (block.drop == Drop::none && running_text(list_, block) > 0) {
        if (holder(block) == beside)
          for (Block* reference : references) reference->drop = Drop::none;
        references.clear();
        beside = holder(block);
      }
      if (block.drop == Drop::links && (block.tag == Tag::p || block.tag == Tag::li) &&
          holder(block) == beside && leads_elsewhere(block, site))
        references.push_back(&block);
    }
  }

  [[nodiscard]] bool leads_elsewhere(const Block& block, const std::string& site) const {
    for (std::uint32_t node = block.node; node < block.last; ++node) {
      if (document_[node].tag != Tag::a) continue;
      const auto url = parse_url(document_.attribute(document_[node], "href"));
      return url && registrable_domain(url->host) != site;
    }
    return false;
  }

  // Who signed the story stands below its last paragraph; it names the source of a reprint.
  void keep_signature() {
    std::size_t last = list_.blocks.size();
    for (std::size_t i = 0; i < list_.blocks.size(); ++i)
      if (list_.blocks[i].drop == Drop::none && running_text(list_, list_.blocks[i]) > 0) last = i;
    if (last == list_.blocks.size()) return;
    const std::uint32_t parent = document_[list_.blocks[last].node].parent;
    for (std::size_t i = last + 1; i < list_.blocks.size(); ++i) {
      Block& block = list_.blocks[i];
      if (block.first >= document_[out_.container].end) return;
      if (block.chars <= kSignature && block.link_chars == 0 && is_signature(block, parent))
        block.drop = Drop::none;
    }
  }

  [[nodiscard]] bool is_signature(const Block& block, std::uint32_t parent) const {
    if (block.drop == Drop::byline) return document_[block.node].parent == parent;
    if (block.drop != Drop::foreign) return false;
    return !text::split_lead_tail("...\n" + std::string(text(block))).credit.empty();
  }

  // The last lines may be the page speaking again, not the story.
  void drop_closing_prompts() {
    int looked_at = 0;
    for (std::size_t i = list_.blocks.size(); i-- > 0 && looked_at < 4;) {
      Block& block = list_.blocks[i];
      if (block.drop != Drop::none) continue;
      ++looked_at;
      if (block.chars <= kClosing && is_closing_prompt(text(block))) block.drop = Drop::prompt;
    }
  }

  // Before the first paragraph: "Von Anna Muster"; behind the last: "Anna Muster is a reporter in Berlin."
  void drop_bylines() {
    for (Block& block : list_.blocks) {
      if (block.drop != Drop::none) continue;
      if (running_text(list_, block) >= kShortBlock) break;
      if (is_byline(text(block))) block.drop = Drop::byline;
    }
    int looked_at = 0;
    for (std::size_t i = list_.blocks.size(); i-- > 0 && looked_at < 3;) {
      Block& block = list_.blocks[i];
      if (block.drop != Drop::none) continue;
      ++looked_at;
      if (is_about_author(text(block))) block.drop = Drop::author_box;
    }
  }

  [[nodiscard]] bool is_about_author(std::string_view text) const {
    return count_words(text) >= kBioWords &&
           std::any_of(witnesses_.authors.begin(), witnesses_.authors.end(),
                       [&](const std::string& author) {
                         return count_words(author) >= 2 && text.starts_with(author);
                       });
  }

  // A heading goes with what stood below it; at the end of the text it announces something else.
  void drop_lonely_headings() {
    bool text_below = false;
    Drop below = Drop::heading;
    for (std::size_t i = list_.blocks.size(); i-- > 0;) {
      Block& block = list_.blocks[i];
      const bool heading = heading_level(block.tag) != 0 && !is_sentence(block);
      if (block.drop == Drop::none && heading && (!text_below || is_other_story(below)))
        block.drop = Drop::heading;
      if (block.drop == Drop::none && !heading) text_below = true;
      if (block.drop != Drop::caption && block.drop != Drop::media) below = block.drop;
    }
  }

  // Under a picture, in a list of pictures: text in a heading's clothes.
  [[nodiscard]] bool is_sentence(const Block& block) const {
    return text(block).ends_with('.') && count_words(text(block)) >= kSentenceWords;
  }

  static bool is_other_story(Drop drop) {
    return drop == Drop::related || drop == Drop::links || drop == Drop::share ||
           drop == Drop::signup || drop == Drop::comment || drop == Drop::furniture;
  }

  [[nodiscard]] std::size_t first_kept() const {
    std::size_t i = 0;
    while (i < list_.blocks.size() && list_.blocks[i].drop != Drop::none) ++i;
    return i;
  }

  [[nodiscard]] bool may_be_lead(const Block& block) const {
    switch (block.drop) {
      case Drop::none:
      case Drop::outside:
      case Drop::before_start:
      case Drop::heading:
      case Drop::furniture:
      case Drop::byline:
      case Drop::signup:
      case Drop::foreign:
        break;
      case Drop::related:
        if (!named_lead(block)) return false;
        break;
      default:
        return false;
    }
    return block.chars >= kLeastLead && block.chars <= kMostLead && !block.is_linkish();
  }

  [[nodiscard]] bool matches_description(const Block& block) const {
    const std::string key = key_of(text(block));
    for (const std::string& description : witnesses_.descriptions) {
      std::string other = key_of(description);
      if (other.size() < 24) continue;
      if (key == other ||
          (other.size() >= 40 && key.starts_with(other.substr(0, other.size() - 3)) &&
           key.size() < other.size() * 3))
        return true;
      if (key.size() >= 40 && other.starts_with(key)) return true;
    }
    return false;
  }

  [[nodiscard]] bool named_lead(const Block& block) const {
    std::uint32_t node = block.first;
    for (int level = 0; level < 4 && node != 0; ++level, node = document_[node].parent) {
      if (list_.chars(document_, node) > block.chars + kShortBlock) break;
      if ((hints_[node] & kHintLead) != 0) return true;
    }
    return false;
  }

  void find_lead() {
    const std::size_t body = first_kept();
    if (body == list_.blocks.size()) return;
    const std::size_t from = body > 40 ? body - 40 : 0;
    std::size_t best = list_.blocks.size();
    int best_score = 0;
    for (std::size_t i = from; i <= body; ++i) {
      const int score = lead_score(i, body);
      if (score <= best_score) continue;
      best = i;
      best_score = score;
    }
    if (best == list_.blocks.size()) return;
    list_.blocks[best].drop = Drop::none;
    out_.lead = static_cast<std::uint32_t>(best);
  }

  [[nodiscard]] int lead_score(std::size_t i, std::size_t body) const {
    const Block& block = list_.blocks[i];
    if (!may_be_lead(block) || block.tag == Tag::h1) return 0;
    const bool behind_title = witnesses_.title_node == 0 || block.first > witnesses_.title_node;
    const bool named = named_lead(block);
    if (matches_description(block)) return behind_title ? 10 : 6;
    if (i == body) return named || block.strong_chars * 10 >= block.chars * 9 ? 3 : 0;
    if (!behind_title) return 0;
    if (named && block.chars >= 40) return 5;
    if (heading_level(block.tag) == 2 && block.chars >= 60) return 4;
    const bool near = witnesses_.title_node != 0 && i + 12 >= body;
    return near && (block.drop == Drop::outside || block.drop == Drop::foreign) &&
                   running_text(list_, block) >= 60
               ? 2
               : 0;
  }

  // A paragraph that stood before in another element is a pull quote or a print version.
  void drop_repeats() {
    std::unordered_map<std::string, std::uint32_t> seen;  // key to parent
    for (Block& block : list_.blocks) {
      if (block.drop != Drop::none || block.chars < 60) continue;
      const std::uint32_t parent = document_[block.node].parent;
      const auto [before, is_new] = seen.try_emplace(key_of(text(block)), parent);
      if (!is_new && before->second != parent) block.drop = Drop::duplicate;
    }
    if (out_.lead != kNoBlock && list_.blocks[out_.lead].drop != Drop::none) out_.lead = kNoBlock;
  }

  void gather() {
    if (out_.lead != kNoBlock) out_.kept.push_back(out_.lead);
    for (std::uint32_t i = 0; i < list_.blocks.size(); ++i) {
      const Block& block = list_.blocks[i];
      if (block.drop != Drop::none) continue;
      out_.weight += running_text(list_, block);
      if (i != out_.lead) out_.kept.push_back(i);
    }
  }

  const Document& document_;
  BlockList& list_;
  std::span<const std::uint32_t> hints_;
  const Witnesses& witnesses_;
  std::vector<std::string> title_keys_;
  std::string body_key_;
  MainText out_;
};

}  // namespace

MainText find_main_text(const Document& document, BlockList& list,
                        std::span<const std::uint32_t> hints, const Witnesses& witnesses) {
  return Chooser(document, list, hints, witnesses).run();
}

}  // namespace saola::extract
