// How fast questions are answered, beside SQLite's FTS5 and bare Xapian over the same articles and words.
//
// usage: query_bench WORKSPACE FOLDER [SAOLA]
//
// WORKSPACE has been indexed; its articles should lie in the years 2015 to 2024 (bench/repeat_articles.py). FOLDER gets the
// databases of the other two, made from the words of the index's own articles when they are not there. SAOLA is the program,
// for the row about its start.
//
// Times are CPU time of this process, warm: the fastest of several rounds for each query, in which the three take turns;
// shown are the median and the slowest of the queries. "same" counts the queries on which all three give the same numbers.
// Each database is opened anew for every question, as a command does, and the weeks are written as 523 lines of CSV; in the
// rows "kept open" all three stay open, and give the weeks as a table in memory. Of the best twenty the others give title and
// snippet, and Saola the cards that `saola search` prints and how many match; its topics are bound when it is opened.

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "bench/query_rivals.h"
#include "query/bind.h"
#include "query/count.h"
#include "query/count_gather.h"
#include "query/count_question.h"
#include "query/definitions.h"
#include "query/periods.h"
#include "query/search.h"
#include "store/bigram_table.h"
#include "store/document_table.h"
#include "store/index_db.h"

namespace {

namespace fs = std::filesystem;
using bench::Boolean;
using bench::give_up;
using bench::must;
using bench::phrase;
using bench::Weeks;
using saola::query::Node;
using saola::query::NodeKind;

constexpr int kRounds = 5;
constexpr double kSlow = 200;         // ms: one round is enough
constexpr double kPatience = 20'000;  // ms a row

// What a newsroom and its friends look for, from rare to everyday.
constexpr std::string_view kPhrases =
    "sừng tê giác|ngà voi|động vật hoang dã|tê tê|Nam Phi|vườn quốc gia|bò tót|cao hổ cốt|mật gấu|"
    "người Việt|châu Phi|án tù|khởi tố vụ án|buôn lậu|kiểm lâm|Quốc hội|rùa biển|săn trộm|sân bay|"
    "cơ quan điều tra|công dân Việt Nam|đại sứ quán|Bờ Biển Ngà|tòa án nhân dân|bắt giữ|thị trường|"
    "Đà Nẵng|hải quan|cá thể|sách đỏ|tội phạm có tổ chức|biến đổi khí hậu|bảo tồn thiên nhiên|"
    "xuất nhập khẩu|chất ma túy";
constexpr std::string_view kWords =
    "voi|hổ|gấu|voọc|CITES|WWF|facebook|ngà|tù|phạt|rừng|Uganda|khỉ|sừng|giác|luật|quan|được|Kenya|"
    "trăn|Mozambique|cướp|lậu|đại|Angola|cá|rùa|chim|Interpol|phim|bóng|vàng|trường|báo|thuốc";
constexpr std::string_view kBoth =  // two phrases, joined by AND
    "sừng tê giác&Nam Phi|kiểm lâm&khởi tố|Đà Nẵng&ngà voi|người Việt&châu Phi|"
    "vườn quốc gia&săn bắn|thủy sản&rùa biển|Quốc hội&động vật hoang dã";

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == by) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

double cpu_milliseconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

// A topic without what the others cannot say: the lexicons' spellings for @lexicon, AND for NEAR and SENT.
class Plainer {
 public:
  explicit Plainer(const saola::query::Definitions& definitions) : definitions_(definitions) {}

  // No part: nothing of it can be said.
  Boolean plain(const Node& node) const {
    switch (node.kind) {
      case NodeKind::words:
        return {Boolean::Kind::phrase, exact(node), {}};
      case NodeKind::lexicon:
        return spellings(node);
      case NodeKind::all_of:
      case NodeKind::joined:
        return all_of(node);
      case NodeKind::any_of:
      case NodeKind::topic:
      case NodeKind::count:
        return group(Boolean::Kind::any, node.children);
      default:
        return {Boolean::Kind::any, {}, {}};
    }
  }

 private:
  static bool is_empty(const Boolean& query) { return query.words.empty() && query.parts.empty(); }

  static std::vector<std::string> exact(const Node& node) {
    std::vector<std::string> words;
    for (const auto& word : node.words) words.push_back(word.exact);
    return words;
  }

  Boolean group(Boolean::Kind kind, const std::vector<Node>& nodes) const {
    Boolean query{kind, {}, {}};
    for (const Node& node : nodes) {
      Boolean part = plain(node);
      if (!is_empty(part)) query.parts.push_back(std::move(part));
    }
    return query;
  }

  Boolean all_of(const Node& node) const {
    std::vector<Node> wanted;
    Boolean query{Boolean::Kind::but, {}, {}};
    query.parts.emplace_back();
    for (const Node& child : node.children) {
      if (node.negated && !wanted.empty()) break;
      if (child.kind != NodeKind::none_of) {
        wanted.push_back(child);
      } else if (Boolean unwanted = plain(child.children.front()); !is_empty(unwanted)) {
        query.parts.push_back(std::move(unwanted));
      }
    }
    query.parts.front() = group(Boolean::Kind::all, wanted);
    if (query.parts.size() == 1) return query.parts.front();
    return query;
  }

  Boolean spellings(const Node& node) const {
    Boolean query{Boolean::Kind::any, {}, {}};
    const auto* lexicon = saola::query::find_lexicon(definitions_, node.value);
    if (lexicon == nullptr) return query;
    for (const auto& entry : lexicon->entries) {
      if (!node.entry.empty() && entry.id != node.entry) continue;
      for (const auto* list : {&entry.spellings, &entry.cased}) {
        for (const std::string& spelling : *list) query.parts.push_back(phrase(spelling));
      }
    }
    return query;
  }

  const saola::query::Definitions& definitions_;
};

// One question as each of the three is asked it.
struct Question {
  std::string saola;
  Boolean others;
};

class Bench {
 public:
  Bench(const fs::path& workspace, const fs::path& folder)
      : definitions_(saola::query::load_definitions(workspace / "topics", workspace / "lexicons")),
        sources_{workspace / "index", definitions_},
        filters_(must(saola::query::make_filters({.since = "2015", .until = "2025-01-01"}))),
        open_(must(saola::query::prepare("", filters_, sources_))),
        shown_(must(saola::query::shown_topics(definitions_, open_))),
        folder_(folder),
        sqlite_(folder),
        xapian_(folder) {}

  void run() {
    fmt::print("{} articles\n{:34}{:>18}{:>18}{:>18}\n{:34}{:>18}{:>18}{:>18}{:>12}\n",
               must(saola::store::open_index(sources_.index)).get_doccount(), "", "Saola",
               "SQLite FTS5", "bare Xapian", "ms: median / slowest", "", "", "", "same");
    std::vector<Question> topics;
    for (const auto& topic : definitions_.topics) {
      const auto bound = must(saola::query::bind(topic.query, definitions_));
      topics.push_back({"topic:" + topic.id, Plainer(definitions_).plain(bound)});
    }
    if (wanted("topic")) per_week("saved topic per week", topics, false);
    if (wanted("phrase")) per_week("phrase per week", quoted(kPhrases), true);
    if (wanted("word")) per_week("word per week", quoted(kWords), true);
    std::vector<Question> searches = quoted(kPhrases);
    for (const Question& word : quoted(kWords)) searches.push_back(word);
    for (const std::string& both : split(kBoth, '|')) {
      const auto sides = split(both, '&');
      searches.push_back({fmt::format("exact:(\"{}\" AND \"{}\")", sides[0], sides[1]),
                          {Boolean::Kind::all, {}, {phrase(sides[0]), phrase(sides[1])}}});
    }
    if (wanted("top")) top20("top 20 with snippets", searches);
  }

 private:
  // QUERY_BENCH_ROWS=phrase,word: only these.
  static bool wanted(std::string_view row) {
    const char* rows = std::getenv("QUERY_BENCH_ROWS");
    return rows == nullptr || std::string_view(rows).find(row) != std::string_view::npos;
  }

  // QUERY_BENCH_ALONE=1: the rivals are not asked, for a profile.
  static bool is_alone() { return std::getenv("QUERY_BENCH_ALONE") != nullptr; }

  using Ask = std::function<void(const Question&)>;

  // exact: keeps the lane the same whatever marks a word has.
  static std::vector<Question> quoted(std::string_view texts) {
    std::vector<Question> questions;
    for (const std::string& text : split(texts, '|')) {
      questions.push_back({fmt::format("exact:\"{}\"", text), phrase(text)});
    }
    return questions;
  }

  // The fastest of some rounds for each of the three, which take turns. A rival that was slow gets one round, and is passed
  // over (a time below 0) when all its answers of the row have taken too long.
  static std::vector<double> fastest(const Question& question, const std::vector<Ask>& asks,
                                     std::vector<double>& spent) {
    std::vector<double> best(asks.size(), -1);
    for (int round = 0; round < kRounds; ++round) {
      for (std::size_t i = 0; i < asks.size(); ++i) {
        if (i > 0 && (is_alone() || best[i] > kSlow || (round == 0 && spent[i] > kPatience)))
          continue;
        if (round > 0 && best[i] < 0) continue;
        const double start = cpu_milliseconds();
        asks[i](question);
        const double time = cpu_milliseconds() - start;
        spent[i] += time;
        best[i] = round == 0 ? time : std::min(best[i], time);
      }
    }
    return best;
  }

  static void row(const char* name, const std::vector<Question>& questions,
                  const std::vector<Ask>& asks, const std::string& same) {
    fmt::print("{:34}", name);
    std::vector<std::vector<double>> times(asks.size());
    std::vector<double> spent(asks.size());
    for (const Question& question : questions) {
      const auto best = fastest(question, asks, spent);
      for (std::size_t i = 0; i < asks.size(); ++i) {
        if (best[i] >= 0) times[i].push_back(best[i]);
      }
      if (std::getenv("QUERY_BENCH_EACH") != nullptr) {
        fmt::print(stderr, "{:50} {:8.2f}\n", question.saola, fmt::join(best, " "));
      }
    }
    for (auto& all : times) {
      if (all.empty()) continue;
      std::sort(all.begin(), all.end());
      fmt::print("{:>18}", fmt::format("{:.2f} / {:.2f}", all[all.size() / 2], all.back()));
    }
    fmt::print("{:>12}\n", same);
    std::fflush(stdout);
  }

  void per_week(const char* name, const std::vector<Question>& questions, bool comparable) {
    std::size_t same = 0;
    for (const Question& question : questions) {
      if (!comparable || is_alone()) break;
      const Weeks own = saola_weeks(question);
      const bool agree = own == kept_open_weeks(question) &&
                         own == sqlite_.weeks(question.others) &&
                         own == xapian_.weeks(question.others);
      same += agree ? 1 : 0;
      if (!agree) fmt::print(stderr, "not the same: {}\n", question.saola);
    }
    const std::string agreed = comparable ? fmt::format("{} of {}", same, questions.size()) : "-";
    row(name, questions,
        {[&](const Question& q) { (void)saola_csv(q); },
         [&](const Question& q) { (void)csv_of(bench::Sqlite(folder_).weeks(q.others)); },
         [&](const Question& q) { (void)csv_of(bench::BareXapian(folder_).weeks(q.others)); }},
        agreed);
    row("  kept open", questions,
        {[&](const Question& q) { (void)kept_open_weeks(q); },
         [&](const Question& q) { (void)sqlite_.weeks(q.others); },
         [&](const Question& q) { (void)xapian_.weeks(q.others); }},
        agreed);
  }

  saola::query::CountOptions weekly(const Question& question) const {
    saola::query::CountOptions options{.query = question.saola, .filters = filters_};
    options.by = {saola::query::Dimension::week};
    return options;
  }

  std::string saola_csv(const Question& question) const {
    std::ostringstream csv;
    const auto output = saola::query::make_output({saola::query::Format::csv, false}, csv);
    (void)must(saola::query::count(weekly(question), sources_, *output));
    return csv.str();
  }

  // The same lines for the other two: all weeks of the ten years.
  static std::string csv_of(const Weeks& weeks) {
    using namespace std::chrono;
    std::string csv = "week,start,end,articles\n";
    const saola::Day last(2025y / January / 1);
    for (saola::Day monday(2014y / December / 29); monday <= last; monday += days(7)) {
      const std::string week = to_string(saola::iso_week_of(monday));
      const auto found = weeks.find(week);
      fmt::format_to(std::back_inserter(csv), "{},{},{},{}\n", week, saola::to_iso(monday),
                     saola::to_iso(monday + days(6)), found == weeks.end() ? 0 : found->second);
    }
    return csv;
  }

  // What saola::query::count does between the opening of the index and the writing.
  Weeks kept_open_weeks(const Question& question) {
    const auto options = weekly(question);
    open_.notes.clear();
    open_.root = must(saola::query::read_query(question.saola, definitions_, open_));
    const auto asked = must(saola::query::count_question(options, definitions_, open_));
    const auto gathered = saola::query::gather_counted(options, sources_.index, open_, asked);
    std::vector<std::int64_t> articles(calendar_.cells().size());
    for (const auto& day : gathered.found.days) ++articles[calendar_.cell_of(*day)];
    Weeks weeks;
    for (std::size_t i = 0; i < articles.size(); ++i) {
      if (articles[i] > 0) weeks[calendar_.cells()[i].names.front()] = articles[i];
    }
    return weeks;
  }

  Weeks saola_weeks(const Question& question) const {
    std::istringstream lines(saola_csv(question));
    std::string line;
    std::getline(lines, line);
    Weeks weeks;
    while (std::getline(lines, line)) {
      const auto count = std::stoll(line.substr(line.rfind(',') + 1));
      if (count > 0) weeks[line.substr(0, line.find(','))] = count;
    }
    return weeks;
  }

  void top20(const char* name, const std::vector<Question>& questions) {
    std::size_t same = 0;
    for (const Question& question : questions) {
      if (is_alone()) break;
      const auto matches = saola_top(question);
      same += matches == kept_open_top(question) && matches == sqlite_.matches(question.others);
    }
    const std::string agreed = fmt::format("{} of {}", same, questions.size());
    row(name, questions,
        {[&](const Question& q) { (void)saola_top(q); },
         [&](const Question& q) { bench::Sqlite(folder_).top(q.others); },
         [&](const Question& q) { bench::BareXapian(folder_).top(q.others); }},
        agreed);
    row("  kept open", questions,
        {[&](const Question& q) { (void)kept_open_top(q); },
         [&](const Question& q) { sqlite_.top(q.others); },
         [&](const Question& q) { xapian_.top(q.others); }},
        agreed);
  }

  saola::query::SearchOptions best(const Question& question) const {
    return {.query = question.saola, .filters = any_, .now = {}};
  }

  // @return  how many match.
  std::int64_t saola_top(const Question& question) const {
    std::ostringstream cards;
    const auto output = saola::query::make_output({saola::query::Format::text, false}, cards);
    const auto summary = must(saola::query::search(best(question), sources_, *output));
    return static_cast<std::int64_t>(summary.matches);
  }

  std::int64_t kept_open_top(const Question& question) {
    std::ostringstream cards;
    const auto output = saola::query::make_output({saola::query::Format::text, false}, cards);
    output->begin(saola::query::search_columns());
    open_.notes.clear();
    open_.root = must(saola::query::read_query(question.saola, definitions_, open_));
    const auto summary =
        must(saola::query::search(best(question), sources_, open_, shown_, *output));
    return static_cast<std::int64_t>(summary.matches);
  }

  saola::query::Definitions definitions_;
  saola::query::Sources sources_;
  saola::query::Filters filters_;
  saola::query::Filters any_ = must(saola::query::make_filters({}));
  saola::query::Asking open_;
  saola::query::ShownTopics shown_;
  saola::query::Calendar calendar_{
      {saola::query::Dimension::week},
      {saola::Day(std::chrono::year(2015) / 1 / 1), saola::Day(std::chrono::year(2025) / 1 / 1)}};
  fs::path folder_;
  bench::Sqlite sqlite_;
  bench::BareXapian xapian_;
};

// Wall time from the start of the program to its first byte of output.
double first_byte(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) give_up("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) {
    give_up("cannot start " + words[0]);
  }
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  char byte = 0;
  if (read(ends[0], &byte, 1) != 1) give_up(words[0] + " wrote nothing");
  const auto time = std::chrono::steady_clock::now() - start;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return std::chrono::duration<double, std::milli>(time).count();
}

void start_rows(const std::string& program, const std::string& workspace) {
  const std::vector<std::vector<std::string>> commands{
      {"count", "exact:voi"},
      {"count", "--by", "week", "topic:wildlife-crime"},
      {"search", "sừng tê giác"}};
  for (const auto& command : commands) {
    std::vector<std::string> words{program, "--workspace", workspace};
    words.insert(words.end(), command.begin(), command.end());
    std::vector<double> times;
    for (int i = 0; i < 21; ++i) times.push_back(first_byte(words));
    std::sort(times.begin(), times.end());
    fmt::print("{:44}{:.1f} / {:.1f}\n", fmt::format("start: saola {}", fmt::join(command, " ")),
               times[times.size() / 2], times.back());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: query_bench WORKSPACE FOLDER [SAOLA]\n");
    return 2;
  }
  fs::create_directories(argv[2]);
  bench::make_rivals(must(saola::store::open_index(fs::path(argv[1]) / "index")), argv[2]);
  must(saola::store::DocumentTable::bring_up_to_date(fs::path(argv[1]) / "index"));
  must(saola::store::BigramTable::bring_up_to_date(fs::path(argv[1]) / "index"));
  Bench(argv[1], argv[2]).run();
  if (argc > 3) start_rows(argv[3], argv[1]);
  return 0;
}
