#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace understudy {

/// Memory for many small byte strings that die together. What it hands out stays valid, at the same
/// address, until `clear()` or the arena's end. Not thread-safe.
class Arena {
  public:
    Arena() = default;
    Arena(Arena&&) noexcept = default;
    Arena& operator=(Arena&&) noexcept = default;

    /// `size` uninitialised bytes, aligned for any scalar.
    char* allocate(std::size_t size);
    std::string_view copy(std::string_view text);
    /// Forgets everything handed out; keeps one block for reuse.
    void clear() noexcept;
    /// Bytes handed out since the last `clear()`.
    std::size_t used() const noexcept { return used_; }

  private:
    struct Block {
        std::unique_ptr<char[]> memory;
        std::size_t size = 0;
    };
    std::vector<Block> blocks_;
    std::size_t offset_ = 0;  ///< within the last block
    std::size_t used_ = 0;
};

}  // namespace understudy
