#include "primary/open_transaction.hpp"

#include "common/model/table_schema.hpp"

#include <algorithm>
#include <iterator>

namespace understudy::primary {
namespace {

Error no_such_savepoint(std::string_view name) {
    return sql_error(1305, "SAVEPOINT " + std::string(name) + " does not exist");
}

/// Hands row images back to the engine.
class Reapply final : public RowChangeSink {
  public:
    explicit Reapply(store::Writer& writer) : writer_(&writer) {}
    Result<void> take(const RowChange& change) override { return writer_->apply(change); }

  private:
    store::Writer* writer_;
};

}  // namespace

Result<OpenTransaction> OpenTransaction::open(store::Writer& writer,
                                              binlog::TransactionEncoder& encoder,
                                              std::uint64_t session_id, Clock::time_point now) {
    OpenTransaction transaction(writer, encoder, session_id, now);
    TRY_ASSIGN(transaction.base_.number, writer.savepoint());
    transaction.base_.mark = encoder.mark();
    return transaction;
}

std::vector<OpenTransaction::Savepoint>::iterator OpenTransaction::find(std::string_view name) {
    const auto it = std::find_if(savepoints_.rbegin(), savepoints_.rend(),
                                 [&](const Savepoint& s) { return same_name(s.name, name); });
    return it == savepoints_.rend() ? savepoints_.end() : std::prev(it.base());
}

Result<void> OpenTransaction::savepoint(std::string_view name) {
    TRY_ASSIGN(const std::uint32_t number, writer_->savepoint());
    savepoints_.push_back(Savepoint{std::string(name), number, encoder_->mark()});
    return {};
}

Result<void> OpenTransaction::release(std::string_view name) {
    const auto it = find(name);
    if (it == savepoints_.end()) return no_such_savepoint(name);
    TRY(writer_->release(it->number));
    savepoints_.erase(it, savepoints_.end());
    return {};
}

Result<void> OpenTransaction::rollback_to(std::string_view name) {
    const auto it = find(name);
    if (it == savepoints_.end()) return no_such_savepoint(name);
    TRY(writer_->rollback_to(it->number));
    encoder_->rollback_to(it->mark);
    savepoints_.erase(std::next(it), savepoints_.end());
    return {};
}

Result<void> OpenTransaction::commit() {
    return writer_->release(base_.number);
}

Result<void> OpenTransaction::rollback() {
    encoder_->rollback_to(base_.mark);
    TRY(writer_->rollback_to(base_.number));
    return writer_->release(base_.number);
}

Result<void> OpenTransaction::set_aside() {
    TRY(writer_->rollback_to(base_.number));
    return writer_->release(base_.number);
}

Result<void> OpenTransaction::put_back() {
    Reapply engine(*writer_);
    TRY_ASSIGN(base_.number, writer_->savepoint());
    binlog::TransactionEncoder::Mark done = base_.mark;
    for (Savepoint& savepoint : savepoints_) {
        TRY(encoder_->replay(done, savepoint.mark, engine));
        TRY_ASSIGN(savepoint.number, writer_->savepoint());
        done = savepoint.mark;
    }
    return encoder_->replay(done, encoder_->mark(), engine);
}

}  // namespace understudy::primary
