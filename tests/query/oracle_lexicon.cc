#include "tests/query/oracle_lexicon.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace saola::query {

namespace {

/// Of TOML what lexicons are written in: `key = "text"` and lists of such texts, `[[entry]]`, comments.
class OracleToml {
 public:
  explicit OracleToml(const std::string& text) : text_(text) {}

  OracleLexicon read() {
    OracleLexicon lexicon;
    std::map<std::string, std::vector<std::string>> values;
    bool in_entry = false;
    const auto finish = [&] {
      if (in_entry) {
        lexicon.entries.push_back({values["id"].at(0), values["spellings"], values["folded"],
                                   values["cased"], values["excluded"], values["tags"]});
      } else {
        lexicon.id = values["id"].at(0);
      }
      values.clear();
    };
    while (skip_to_line()) {
      if (take("[[entry]]")) {
        finish();
        in_entry = true;
        continue;
      }
      const std::size_t sign = text_.find('=', at_);
      std::string key = text_.substr(at_, text_.find_first_of(" =", at_) - at_);
      at_ = sign + 1;
      values[key] = value();
    }
    finish();
    return lexicon;
  }

 private:
  bool take(const std::string& wanted) {
    if (text_.compare(at_, wanted.size(), wanted) != 0) return false;
    at_ += wanted.size();
    return true;
  }

  // Past blanks, empty lines and comments; false at the end.
  bool skip_to_line() {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '#') at_ = std::min(text_.find('\n', at_), text_.size() - 1);
      if (text_[at_] != ' ' && text_[at_] != '\n') return true;
    }
    return false;
  }

  // A text, or the texts of a list; other values up to the line's end are none.
  std::vector<std::string> value() {
    std::vector<std::string> texts;
    bool in_list = false;
    for (;;) {
      if (!skip_to_line()) return texts;
      const char c = text_[at_];
      if (c == '"') {
        texts.push_back(quoted());
        if (!in_list) return texts;
      } else if (c == '[' || c == ',') {
        in_list = true;
        ++at_;
      } else if (c == ']') {
        ++at_;
        return texts;
      } else {
        at_ = std::min(text_.find('\n', at_), text_.size());
        return texts;
      }
    }
  }

  std::string quoted() {
    std::string text;
    for (++at_; text_.at(at_) != '"'; ++at_) {
      if (text_[at_] == '\\') throw std::invalid_argument("oracle: an escape in a lexicon");
      text += text_[at_];
    }
    ++at_;
    return text;
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

OracleLexicon read_oracle_lexicon(const std::string& toml) { return OracleToml(toml).read(); }

}  // namespace saola::query
