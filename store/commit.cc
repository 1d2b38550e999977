#include "store/commit.h"

namespace saola::store {

Result<void> commit(ArchiveWriter& archive, Ledger& ledger) {
  Result<void> result = ledger.begin();  // none open: the position alone is committed
  if (result) {
    const auto safe = archive.sync();
    result = safe ? ledger.set_committed(*safe) : Result<void>(pass_on(safe));
  }
  if (result) result = ledger.commit();
  if (!result) (void)ledger.rollback();  // the first error is the one to tell
  return result;
}

}  // namespace saola::store
