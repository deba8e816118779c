#include "common/sql/translate/fingerprint.hpp"

#include "common/sql/translate/expression_parts.hpp"

namespace understudy::sql {
namespace {

using Kind = Lexeme::Kind;

bool is_word(const Lexeme& lexeme, std::string_view upper) noexcept {
    return lexeme.kind == Kind::word && lexeme.text.size() == upper.size() &&
           same_name(lexeme.text, upper);
}

/// One item of a simple row: its kind as a letter of the key, and how many lexemes it takes.
struct RowItem {
    char kind = 0;  ///< 'L', '?', 'D'; 0: not simple
    std::size_t size = 1;
};

RowItem row_item(const std::vector<Lexeme>& lexemes, std::size_t at) noexcept {
    const Lexeme& lexeme = lexemes[at];
    if (lexeme.kind == Kind::parameter) return {'?', 1};
    if ((lexeme.is_op("-") || lexeme.is_op("+")) && is_number_literal(lexemes[at + 1])) {
        return {'L', 2};
    }
    if (is_literal(lexeme)) return {'L', 1};
    if (is_word(lexeme, "DEFAULT")) return {'D', 1};
    return {};
}

/// Reads the rows of one shape that begin at lexeme `at`.
class RowScanner {
  public:
    RowScanner(Fingerprint& out, std::size_t at) noexcept : out_(out), at_(at) {}

    /// False if they are not of one shape; `out` has then changed nothing but its row_literals.
    bool scan() {
        std::string shape;
        std::uint32_t rows = 0;
        const std::size_t begin = at_;
        do {
            std::string row;
            if (!scan_row(row, rows == 0 ? first_ : out_.row_literals)) return false;
            if (rows > 0 && row != shape) return false;
            if (rows == 0) shape = std::move(row);
            ++rows;
        } while (accept_comma_before_row());
        out_.first_row = begin;
        out_.rows_end = at_;
        out_.rows = rows;
        out_.key += shape;
        const bool has_parameters = shape.find('?') != std::string::npos;
        if (has_parameters) out_.key += std::to_string(rows);
        for (Fingerprint::Literal& literal : first_) out_.literals.push_back(literal);
        return true;
    }

    std::size_t end() const noexcept { return at_; }

  private:
    bool accept_comma_before_row() noexcept {
        if (!out_.lexemes[at_].is_op(",") || !out_.lexemes[at_ + 1].is_op("(")) return false;
        ++at_;
        return true;
    }

    bool scan_row(std::string& shape, std::vector<Fingerprint::Literal>& literals) {
        if (!out_.lexemes[at_].is_op("(")) return false;
        ++at_;
        while (true) {
            const RowItem item = row_item(out_.lexemes, at_);
            if (item.kind == 0) return false;
            shape += item.kind;
            const std::size_t last = at_ + item.size - 1;
            const bool negated = item.size == 2 && out_.lexemes[at_].is_op("-");
            if (item.kind == 'L') literals.push_back({&out_.lexemes[last], negated});
            at_ += item.size;
            const bool end = out_.lexemes[at_].is_op(")");
            if (!end && !out_.lexemes[at_].is_op(",")) return false;
            ++at_;
            if (end) return true;
        }
    }

    Fingerprint& out_;
    std::size_t at_;
    std::vector<Fingerprint::Literal> first_;
};

char literal_letter(Kind kind) noexcept {
    switch (kind) {
        case Kind::integer:
            return '\1';
        case Kind::decimal:
            return '\2';
        case Kind::real:
            return '\3';
        case Kind::string:
            return '\4';
        default:
            return '\5';
    }
}

/// What besides the text decides a translation.
void begin_key(std::string_view text, const SessionContext& session, std::uint64_t schema_version,
               std::string& key) {
    key.clear();
    key.reserve(text.size() + 64);
    key += static_cast<char>('A' + (session.ansi_quotes ? 1 : 0) +
                             (session.no_backslash_escapes ? 2 : 0) +
                             (session.pipes_as_concat ? 4 : 0));
    key += std::to_string(schema_version);
    key += '/';
    key += session.database;
    key += '/';
}

}  // namespace

Result<void> take_fingerprint(std::string_view text, const SessionContext& session,
                              std::uint64_t schema_version, Fingerprint& out) {
    out.lexemes.clear();
    out.literals.clear();
    out.row_literals.clear();
    out.parameters = 0;
    out.rows = 1;
    out.first_row = out.rows_end = 0;
    TRY(read_lexemes(text, session, out.lexemes));
    begin_key(text, session, schema_version, out.key);
    const bool may_have_rows =
        is_word(out.lexemes[0], "INSERT") || is_word(out.lexemes[0], "REPLACE");
    bool rows_seen = !may_have_rows;
    const char* behind = text.data();
    for (std::size_t i = 0; i < out.lexemes.size(); ++i) {
        Lexeme& lexeme = out.lexemes[i];
        // The gap is part of the form: labels are made of the text.
        out.key += static_cast<char>('A' + (lexeme.text.data() - behind) % 50);
        behind = lexeme.text.data() + lexeme.text.size();
        if (lexeme.kind == Kind::parameter) {
            out.key += '?';
            continue;
        }
        if (is_literal(lexeme) && lexeme.kind != Kind::word) {
            out.key += literal_letter(lexeme.kind);
            out.literals.push_back({&lexeme, false});
            continue;
        }
        out.key += lexeme.text;
        if (rows_seen || !(is_word(lexeme, "VALUES") || is_word(lexeme, "VALUE"))) continue;
        if (!out.lexemes[i + 1].is_op("(")) continue;
        rows_seen = true;
        RowScanner rows(out, i + 1);
        if (!rows.scan()) {
            out.row_literals.clear();
            continue;
        }
        i = rows.end() - 1;
        behind = out.lexemes[i].text.data() + out.lexemes[i].text.size();
    }
    for (Lexeme& lexeme : out.lexemes) {
        if (lexeme.kind == Kind::parameter) lexeme.ordinal = out.parameters++;
    }
    for (std::size_t i = 0; i < out.literals.size(); ++i) {
        const auto index = static_cast<std::size_t>(out.literals[i].lexeme - out.lexemes.data());
        out.lexemes[index].ordinal = static_cast<std::uint32_t>(i);
    }
    return {};
}

}  // namespace understudy::sql
