#include "common/base/arena.hpp"

#include <algorithm>
#include <cstring>

namespace understudy {
namespace {
constexpr std::size_t block_bytes = 64 * 1024;
constexpr std::size_t alignment = alignof(std::max_align_t);
}  // namespace

char* Arena::allocate(std::size_t size) {
    const std::size_t start = (offset_ + alignment - 1) / alignment * alignment;
    if (blocks_.empty() || start > blocks_.back().size || size > blocks_.back().size - start) {
        const std::size_t bytes = std::max(size, block_bytes);
        blocks_.push_back(Block{std::unique_ptr<char[]>(new char[bytes]), bytes});
        offset_ = size;
        used_ += size;
        return blocks_.back().memory.get();
    }
    offset_ = start + size;
    used_ += size;
    return blocks_.back().memory.get() + start;
}

std::string_view Arena::copy(std::string_view text) {
    if (text.empty()) return {};
    char* memory = allocate(text.size());
    std::memcpy(memory, text.data(), text.size());
    return {memory, text.size()};
}

void Arena::clear() noexcept {
    if (blocks_.size() > 1 || (!blocks_.empty() && blocks_.front().size > block_bytes)) {
        const auto keep = std::find_if(blocks_.begin(), blocks_.end(), [](const Block& block) {
            return block.size == block_bytes;
        });
        if (keep == blocks_.end()) {
            blocks_.clear();
        } else {
            std::swap(*keep, blocks_.front());
            blocks_.resize(1);
        }
    }
    offset_ = 0;
    used_ = 0;
}

}  // namespace understudy
