// The oracle's answers: each question is put to every word of an article.

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "tests/query/oracle.h"

namespace saola::query {

namespace {

const std::map<std::string, std::set<std::string>> kFacetLexicons{
    {"species", {"species"}},
    {"product", {"products"}},
    {"country", {"african-places", "countries"}},
    {"province", {"provinces"}},
    {"stage", {"justice"}},
    {"institution", {"institutions"}}};

/// Asks one article.
class Asker {
 public:
  Asker(Oracle& oracle, const OracleArticle& article) : oracle_(oracle), article_(article) {}

  bool holds(const OracleTerm& term) {
    const auto part_holds = [&](const OracleTermPtr& part) { return holds(*part); };
    switch (term.kind) {
      case '&':
        return std::all_of(term.parts.begin(), term.parts.end(), part_holds);
      case '|':
        return std::any_of(term.parts.begin(), term.parts.end(), part_holds);
      case '!':
        return !holds(*term.parts[0]);
      case 'o':
        return article_.outlet == term.value;
      case 'l':
        return article_.language == term.value;
      case 's':
        return article_.section == term.value;
      case 'C':
        return article_.credit == term.value;
      case 'i':
        return article_.id == term.value;
      case 'f':
        return names(term);
      case 't':
        return holds(*oracle_.topic(term.value));
      case 'd':
        return !article_.day.empty() && term.first <= article_.day && article_.day <= term.last;
      case 'c':
        return compares(static_cast<long>(places(*term.parts[0]).size()), term);
      case '*':
        return true;
      default:
        return term.field == 'a' ? is_author(term) : !places(term).empty();
    }
  }

  // What the article names of a facet, as it is called on its day.
  std::set<std::string> values(const std::string& facet) {
    std::set<std::string> values;
    for (const OracleLexicon& lexicon : oracle_.lexicons()) {
      if (kFacetLexicons.at(facet).count(lexicon.id) == 0) continue;
      for (const OracleEntry& entry : lexicon.entries) {
        const std::string value = facet_value(facet, entry);
        OracleTerm named;
        named.kind = '@';
        named.value = lexicon.id;
        named.entry = entry.id;
        if (!value.empty() && !known_lexicon(named).empty()) values.insert(value);
      }
    }
    return values;
  }

 private:
  using Places = std::set<std::size_t>;

  const std::vector<OracleWord>& words() const { return article_.words; }

  static bool compares(long count, const OracleTerm& term) {
    if (term.sign == ">=" || term.sign == "≥") return count >= term.number;
    if (term.sign == "<=" || term.sign == "≤") return count <= term.number;
    if (term.sign == ">") return count > term.number;
    if (term.sign == "<") return count < term.number;
    return count == term.number;
  }

  bool is_author(const OracleTerm& term) {
    std::vector<int> wanted;
    for (const std::string& word : term.words) wanted.push_back(oracle_.number(word));
    return std::search(article_.author.begin(), article_.author.end(), wanted.begin(),
                       wanted.end()) != article_.author.end();
  }

  // Empty: the entry is none of the facet's values.
  std::string facet_value(const std::string& facet, const OracleEntry& entry) const {
    const auto tagged = [&](const std::string& begin) {
      for (const std::string& tag : entry.tags) {
        if (tag.rfind(begin, 0) == 0) return tag.substr(begin.size());
      }
      return std::string();
    };
    if (facet == "stage") return tagged("stage:");
    const auto has_tag = [&](const char* tag) {
      return std::count(entry.tags.begin(), entry.tags.end(), tag) > 0;
    };
    if (facet == "country") return has_tag("country") ? entry.id : "";
    // "now:ID": what it is part of since July 2025.
    const std::string now = article_.day < "2025-07-01" ? "" : tagged("now:");
    return now.empty() ? entry.id : now;
  }

  bool names(const OracleTerm& facet) { return values(facet.entry).count(facet.value) > 0; }

  bool is_in_field(const OracleTerm& term, std::size_t i) const {
    const int paragraph = words()[i].paragraph;
    if (term.field == 't') return paragraph == -1;
    if (term.field == 'l') return paragraph == 0;
    return true;
  }

  Places places(const OracleTerm& term) {
    Places found;
    switch (term.kind) {
      case '|':
      case '&':  // of one part only
        for (const OracleTermPtr& part : term.parts) found.merge(places(*part));
        return found;
      case 'j':
        return joined(term);
      case '@':
        found = known_lexicon(term);
        break;
      default:
        for (std::size_t i = 0; i < words().size(); ++i) {
          if (stands_at(term, i)) found.insert(i);
        }
    }
    std::erase_if(found, [&](std::size_t i) { return !is_in_field(term, i); });
    return found;
  }

  bool stands_at(const OracleTerm& term, std::size_t i) {
    if (term.kind == 'n') {
      const double value = oracle_value(oracle_.word(words()[i].exact));
      return value >= term.low && value <= term.high;
    }
    if (i + term.words.size() > words().size()) return false;
    for (std::size_t k = 0; k < term.words.size(); ++k) {
      const OracleWord& word = words()[i + k];
      if (word.paragraph != words()[i].paragraph) return false;
      const std::string& text = oracle_.word(term.folded ? word.folded : word.exact);
      if (term.cut_off ? text.rfind(term.words[k], 0) != 0 : text != term.words[k]) return false;
    }
    return true;
  }

  Places joined(const OracleTerm& term) {
    const Places left = places(*term.parts[0]);
    const Places right = places(*term.parts[1]);
    Places found;
    for (std::size_t a : left) {
      const bool has_other = std::any_of(right.begin(), right.end(),
                                         [&](std::size_t b) { return are_joined(term, a, b); });
      if (has_other != term.negated) found.insert(a);
    }
    return found;
  }

  bool are_joined(const OracleTerm& term, std::size_t a, std::size_t b) const {
    if (a == b || words()[a].paragraph != words()[b].paragraph) return false;
    if (term.joint == "PARA") return true;
    if (term.joint == "SENT") return words()[a].sentence == words()[b].sentence;
    const long apart = static_cast<long>(b) - static_cast<long>(a);
    if (term.joint == "ADJ" && apart < 0) return false;
    return std::abs(apart) <= term.distance;
  }

  struct Match {
    std::size_t begin;
    std::size_t end;
  };

  // Where the first of these words stands.
  std::vector<std::size_t> begins(const std::vector<OracleWord>& tokens, char how) const {
    if (tokens.empty()) return {};
    const auto& places = how == 'f' ? article_.folded_at : article_.exact_at;
    const auto found = places.find(how == 'f' ? tokens[0].folded : tokens[0].exact);
    return found == places.end() ? std::vector<std::size_t>() : found->second;
  }

  // Where a spelling stands, one after the other in a paragraph.
  std::vector<Match> spelled(const std::string& spelling, char how) {
    std::vector<Match> found;
    const auto& tokens = oracle_.words_of(spelling);
    for (std::size_t i : begins(tokens, how)) {
      bool same = i + tokens.size() <= words().size();
      for (std::size_t k = 0; k < tokens.size() && same; ++k) {
        const OracleWord& word = words()[i + k];
        same = word.paragraph == words()[i].paragraph &&
               (how == 'f' ? word.folded == tokens[k].folded : word.exact == tokens[k].exact) &&
               (how != 'c' ||
                (word.capital == tokens[k].capital && word.all_capitals == tokens[k].all_capitals));
      }
      if (same) found.push_back({i, i + tokens.size()});
    }
    return found;
  }

  // Looked for once an article: which lexicon stands where does not depend on the query.
  Places known_lexicon(const OracleTerm& term) {
    const auto key = article_.id + " " + term.value + "/" + term.entry;
    const auto [known, is_new] = oracle_.lexicon_places.try_emplace(key);
    if (is_new) known->second = lexicon(term);
    return known->second;
  }

  Places lexicon(const OracleTerm& term) {
    Places found;
    for (const OracleLexicon& lexicon : oracle_.lexicons()) {
      for (const OracleEntry& entry : lexicon.entries) {
        if (lexicon.id != term.value || (!term.entry.empty() && entry.id != term.entry)) continue;
        std::vector<Match> all;
        std::vector<Match> excluded;
        const auto add = [&](const std::vector<std::string>& spellings, char how,
                             std::vector<Match>& to) {
          for (const std::string& spelling : spellings) {
            for (const Match& match : spelled(spelling, how)) to.push_back(match);
          }
        };
        add(entry.spellings, 'e', all);
        add(entry.folded, 'f', all);
        add(entry.cased, 'c', all);
        add(entry.excluded, 'e', excluded);
        for (const Match& match : all) {
          const auto around = [&](const Match& other) {
            return other.begin <= match.begin && match.end <= other.end;
          };
          const bool inside_longer = std::any_of(all.begin(), all.end(), [&](const Match& other) {
            return around(other) && other.end - other.begin > match.end - match.begin;
          });
          const bool is_excluded = std::any_of(excluded.begin(), excluded.end(), around);
          if (!inside_longer && !is_excluded) found.insert(match.begin);
        }
      }
    }
    return found;
  }

  Oracle& oracle_;
  const OracleArticle& article_;
};

}  // namespace

std::set<std::string> oracle_facet_values(Oracle& oracle, const std::string& facet,
                                          const OracleArticle& article) {
  return Asker(oracle, article).values(facet);
}

bool is_oracle_facet(const std::string& field) { return kFacetLexicons.count(field) > 0; }

bool holds_oracle(Oracle& oracle, const OracleTerm& term, const OracleArticle& article) {
  return Asker(oracle, article).holds(term);
}

}  // namespace saola::query
