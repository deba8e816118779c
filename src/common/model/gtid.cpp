#include "common/model/gtid.hpp"

#include <charconv>

namespace understudy {

std::string Gtid::to_string() const {
    std::string text = uuid.to_string();
    if (!tag.empty()) text += ":" + tag;
    return text + ":" + std::to_string(number);
}

Result<Gtid> parse_gtid(std::string_view text) {
    const Error bad{ErrorCode::refused, "'" + std::string(text.substr(0, 128)) +
                                            "' is not a GTID (uuid:number or uuid:tag:number)"};
    if (text.size() < 38 || text[36] != ':') return bad;
    TRY_ASSIGN(const Uuid uuid, parse_uuid(text.substr(0, 36)));
    std::string_view rest = text.substr(37);
    Gtid gtid{uuid, {}, 0};
    if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
        gtid.tag = rest.substr(0, colon);
        if (gtid.tag.empty()) return bad;
        rest.remove_prefix(colon + 1);
    }
    const auto [end, status] = std::from_chars(rest.data(), rest.data() + rest.size(), gtid.number);
    if (status != std::errc() || end != rest.data() + rest.size()) return bad;
    if (gtid.number == 0 || gtid.number >= INT64_MAX) return bad;
    return gtid;
}

}  // namespace understudy
