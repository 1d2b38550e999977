// tests/indexer/workbench.h
//
// A small workspace in a temporary folder, with a clock that stands still, and the words to fill and look into it.

#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/time.h"
#include "indexer/import.h"
#include "indexer/index_run.h"
#include "store/capture_fields.h"
#include "tests/indexer/temp_folder.h"
#include "text/lexicon.h"

namespace saola::indexer {

/// A lexicon of one entry with one spelling.
inline constexpr std::string_view kElephants = R"(
id = "species"
version = 1
label.vi = "Loài"
label.en = "Species"
[[entry]]
id = "elephant"
vi = "voi"
en = "elephant"
spellings = ["ngà voi"]
)";

/// A page as a newspaper would serve it, with a title, a time in JSON-LD (or none) and long enough paragraphs.
struct TestPage {
  std::string url;
  std::string title;
  std::vector<std::string> paragraphs;
  std::string published;  // ISO, into JSON-LD; empty: none
  std::string canonical;  // into link rel=canonical; empty: none
  std::string
      printed;  // a line below the headline: "Thứ bảy, 6/10/2018, 08:00 (GMT+7)"; empty: none
};

[[nodiscard]] std::string html_of(const TestPage& page);

/// Three ordinary Vietnamese paragraphs for pages whose words do not matter; `mark` makes them differ.
[[nodiscard]] std::vector<std::string> ordinary_paragraphs(std::string_view mark);

class Workbench {
 public:
  Workbench();

  // Into the archive.
  Result<ImportSummary> import_lines(std::string_view jsonl, const std::string& name = "x.jsonl");
  Result<ImportSummary> import(const ImportOptions& options);
  void add_page(const TestPage& page, store::CaptureFields fields = {});
  void add_response(const std::string& url, int status, const store::NamedFields& headers,
                    const std::string& body, store::CaptureFields fields = {});
  void add_groups(const std::vector<std::vector<store::WarcRecord>>& groups);
  void set_now(std::string_view iso);

  // The index.
  Result<IndexSummary> index(const IndexOptions& options = {});
  void set_lexicon(std::string_view toml);  // in place of those there were; empty: none

  /// By id: every term with its positions, the values and the data of a document, as text.
  [[nodiscard]] std::map<std::string, std::string> documents() const;
  [[nodiscard]] std::vector<std::string> ids() const;  // sorted
  [[nodiscard]] std::size_t count(const std::string& term) const;
  [[nodiscard]] std::map<std::string, std::uint64_t> position() const;

  [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }
  [[nodiscard]] std::filesystem::path archive_folder() const { return folder_ / "archive"; }
  [[nodiscard]] std::filesystem::path index_folder() const { return folder_ / "index"; }
  [[nodiscard]] const std::string& log() const { return log_; }

  std::function<bool()> is_stopped;  // handed to import and index
  BeforeCommit before_commit;        // handed to index

 private:
  TempFolder folder_;
  Instant now_;
  store::RecordIds ids_;
  std::string log_;
  Log logger_;
  std::vector<text::Lexicon> lexicons_;
  std::vector<std::string> stamps_;
};

}  // namespace saola::indexer
