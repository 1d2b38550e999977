#include "tests/query/query_generator.h"

#include <algorithm>

#include "text/canonical.h"

namespace saola::query {

namespace {

const std::vector<std::string> kSyllables = {"voi",  "với", "ngà", "nga", "Nga",   "tê",     "giác",
                                             "sừng", "hổ",  "hộ",  "bắt", "CITES", "TP.HCM", "2018",
                                             "7,2",  "án",  "an",  "tù",  "tu",    "hoà",    "hòa"};

}  // namespace

std::string Syllables::words(std::mt19937& random, std::size_t count) const {
  std::string text;
  for (; count > 0; --count) {
    text += (text.empty() ? "" : " ") + kSyllables[random() % kSyllables.size()];
  }
  return text;
}

// Words in capitals with marks are taken in lower case: beside OR or HOẶC the program asks back what they are.
void Runs::add(const std::string& text) {
  for (const text::Token& token : analyzer_.analyze(text)) {
    const bool looks_like_operator = token.all_capitals && token.marked;
    words_.push_back(looks_like_operator
                         ? std::string(token.exact)
                         : text.substr(token.span.begin, token.span.end - token.span.begin));
  }
}

std::string Runs::words(std::mt19937& random, std::size_t count) const {
  std::string text;
  for (std::size_t i = random() % words_.size(); count > 0 && i < words_.size(); --count, ++i) {
    text += (text.empty() ? "" : " ") + words_[i];
  }
  return text;
}

std::string QueryGenerator::words(std::size_t most) {
  const std::string text = source_->words(random_, 1 + number(most));
  return is_folded_ ? text::fold(text) : text;
}

std::string QueryGenerator::text() {
  std::string text;
  for (std::size_t sentence = 1 + number(4); sentence > 0; --sentence) {
    text += words(9) + ".";
    text += number(3) == 0 ? "\n\n" : " ";
  }
  return text;
}

// A word's first letters and a star. No letter of a word is cut in two: the word is ASCII there.
std::string QueryGenerator::beginning() {
  std::string word = text::fold(words(1));
  word = word.substr(0, std::min<std::size_t>(word.find_first_of(" .,"), 3 + number(2)));
  return word + "*";
}

std::string QueryGenerator::range() {
  const std::size_t low = number(60);
  return one_of({std::to_string(low) + ".." + std::to_string(low + number(2000)), "..7,5",
                 "1.000..", std::to_string(low) + ".."});
}

// What has places.
std::string QueryGenerator::place(int depth) {
  if (!askable_.lexicons.empty() && number(4) == 0) return one_of(askable_.lexicons);
  if (number(12) == 0) return range();
  if (number(12) == 0) return beginning();
  if (depth > 0 && number(5) == 0) {
    return "(" + place(0) + " " + one_of({"OR", "HOẶC"}) + " " + place(0) + ")";
  }
  if (depth > 0 && number(6) == 0) return "(" + joined(0) + ")";
  return quoted(2);
}

std::string QueryGenerator::joint() {
  const std::string distance = std::to_string(1 + number(number(2) == 0 ? 8 : 60));
  return one_of({"NEAR/" + distance, "ADJ/" + distance, "SENT", "PARA", "GẦN/" + distance,
                 "KỀ/" + distance, "CÂU", "ĐOẠN", "NEAR"});
}

std::string QueryGenerator::joined(int depth) {
  std::string text = place(depth);
  for (std::size_t more = 1 + number(8) / 7; more > 0; --more) {
    text += (number(5) == 0 ? " NOT " : " ") + joint() + " " + place(depth);
  }
  return text;
}

std::string QueryGenerator::count() {
  const std::string what = one_of({place(), joined(0), "title:" + place(0), place()});
  return one_of({"count", "count", "đếm"}) + "(" + what + ") " +
         one_of({">=", "<=", ">", "<", "=", "≥", "≤"}) + " " + std::to_string(number(4));
}

std::string QueryGenerator::lexicon_or_word() {
  return askable_.lexicons.empty() ? quoted(1) : one_of(askable_.lexicons);
}

std::string QueryGenerator::leaf() {
  switch (number(17)) {
    case 0:
      return one_of({"title:", "lead:"}) + quoted(2);
    case 1:
      return one_of({"title:(", "lead:("}) + place() + " " + one_of({"OR ", "AND ", ""}) + place() +
             ")";
    case 2:
    case 3:
      return one_of(askable_.keywords);
    case 4:
      return words(1);
    case 5:
      return words(3);
    case 6:
      return count();
    case 7:
      return joined(1);
    case 8:
      return one_of({"date:2018-10", "date:2018-09-20..2018-10-05", "date:2018-10-03",
                     "date:2017..", "date:..2018-06-30", "date:2018-W40", "date:2018-W30..2019-W01",
                     "date:2018", "*"});
    case 9:
      return one_of({"exact:", "fold:"}) +
             one_of({quoted(2), "(" + place() + one_of({" OR ", " "}) + place() + ")"});
    case 10:
      return one_of({"title:", "lead:"}) + lexicon_or_word();
    case 11:
      return "author:" + quoted(2);
    case 12:
      return place();
    default:
      return quoted(3);
  }
}

std::string QueryGenerator::query(int depth) {
  switch (depth == 0 ? 0 : number(8)) {
    case 1:
      return query(depth - 1) + one_of({" AND ", " VÀ ", " "}) + query(depth - 1);
    case 2:
      return query(depth - 1) + one_of({" OR ", " HOẶC "}) + query(depth - 1);
    case 3:
      return "(" + query(depth - 1) + ") -(" + query(depth - 1) + ")";
    case 4:
      return one_of({"NOT (", "KHÔNG ("}) + query(depth - 1) + ")";
    case 5:
      return "(" + query(depth - 1) + ")";
    case 6:
      return "+(" + query(depth - 1) + ") +" + quoted(1);
    default:
      return leaf();
  }
}

Story QueryGenerator::story(int number_of_story) {
  Story story{"d" + std::to_string(number_of_story), words(6), text()};
  story.outlet = one_of({"a.vn", "b.vn"});
  story.language = one_of({"vi", "vi", "en"});
  story.section = one_of({"", "Pháp luật", "Thế giới", "Môi trường"});
  story.credit = one_of({"", "", "TTXVN", "Báo Công an"});
  if (number(3) != 0) story.author = words(3);
  const auto day = 1 + number(28);
  // On both sides of the day on which provinces were merged, and of a year's end.
  story.published =
      number(10) == 0
          ? one_of({"2018-12-30", "2018-12-31", "2019-01-01", "2019-01-06", "2019-01-07"})
          : one_of({"2018-09", "2018-10", "2018-10", "2025-06", "2025-07"}) +
                (day < 10 ? "-0" : "-") + std::to_string(day);
  story.published +=
      one_of({"", "", "T23:59:59+07:00", "T16:59:59+00:00", "T17:00:00+00:00", "T02:15:00-05:30"});
  if (number(20) == 0) story.published.clear();
  return story;
}

std::vector<Story> QueryGenerator::stories(int count) {
  std::vector<Story> stories;
  for (int i = 0; i < count; ++i) stories.push_back(story(1000 + i));
  return stories;
}

}  // namespace saola::query
