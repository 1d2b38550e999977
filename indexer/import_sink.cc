#include "indexer/import_sink.h"

#include "store/archive_writer.h"
#include "store/capture_fields.h"
#include "store/commit.h"
#include "store/ledger.h"

namespace saola::indexer {

Result<void> ImportSink::begin() { return env_.ledger.begin(); }

Result<void> ImportSink::put(std::span<const store::WarcRecord> records,
                             const std::string& source) {
  store::Import import;
  import.key = store::import_key_of(records);
  import.digest = store::import_digest_of(records);
  import.source = source;
  import.at = env_.clock();
  auto before = env_.ledger.import_digest(import.key);
  if (!before) return pass_on(before);
  auto known = env_.ledger.import_known(import.key, import.digest);
  if (!known) return pass_on(known);
  if (*known) {
    ++summary_.unchanged;
    return {};
  }
  auto place = env_.archive.append_group(records);
  if (!place) return pass_on(place);
  import.archived = place->group;
  if (auto recorded = env_.ledger.record_import(import); !recorded) return recorded;
  ++(before->has_value() ? summary_.updated : summary_.added);
  if (env_.archive.unsynced_bytes() < store::kCommitBytes) return {};
  if (auto done = store::commit(env_.archive, env_.ledger); !done) return done;
  return env_.ledger.begin();
}

Result<void> ImportSink::finish() { return store::commit(env_.archive, env_.ledger); }

}  // namespace saola::indexer
