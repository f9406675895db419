package io.tocsin.query;

import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import io.tocsin.model.LogLevel;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The language once more, as plainly as it can be said and without a line shared with the real matcher. */
final class Oracle {
    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}_]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    /** Stands for a value that cannot be compared; no comparison gives it. */
    private static final int NONE = 99;

    private Oracle() {}

    static boolean matches(Query query, LogEvent event) {
        return switch (query) {
            case All all -> true;
            case And and -> and.parts().stream().allMatch(part -> matches(part, event));
            case Or or -> or.parts().stream().anyMatch(part -> matches(part, event));
            case Not not -> !matches(not.part(), event);
            case Word word -> isId(word.text(), event) || every(event).anyMatch(value -> sequence(value, word.text()));
            case Phrase phrase -> every(event).anyMatch(value -> sequence(value, phrase.text()));
            case Equal equal -> of(event, equal.field()).anyMatch(value -> equal(equal, value));
            case Wildcard wildcard -> wildcard(wildcard, event);
            case Whole whole -> of(event, whole.field()).anyMatch(value -> whole(whole, value));
            case Fellow fellow -> fellow(fellow, event);
            case TimePart part -> of(event, part.field()).anyMatch(value -> within(part, value));
            case Regex regex -> values(event, regex.field()).anyMatch(value -> found(regex.pattern(), value));
            case Exists exists -> of(event, exists.field()).findAny().isPresent();
            case Compare compare -> compare(compare, event);
            case Between between -> between(between, event);
            case Cidr cidr -> of(event, cidr.field()).anyMatch(value -> inBlock(cidr.block(), value));
        };
    }

    private static Stream<String> values(LogEvent event, @Nullable String field) {
        return field == null ? every(event) : of(event, field);
    }

    private static Stream<String> every(LogEvent event) {
        List<String> values = new ArrayList<>();
        event.fields().forEach((name, value) -> values.add(value));
        return values.stream();
    }

    private static Stream<String> of(LogEvent event, String field) {
        return switch (field) {
            case "time", "_time" -> Stream.of(event.time().toString());
            case "_id" -> Stream.of(EventId.text(event.id()));
            case "request_id" -> Stream.concat(event.fields().all(field).stream(), event.correlationIds().stream());
            default -> event.fields().all(field).stream();
        };
    }

    private static String fold(String text) {
        return text.codePoints()
                .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static List<String> words(String text) {
        return WORD.matcher(fold(text)).results().map(found -> found.group()).toList();
    }

    private static boolean sequence(String value, String text) {
        return !words(text).isEmpty() && Collections.indexOfSubList(words(value), words(text)) >= 0;
    }

    private static boolean isId(String text, LogEvent event) {
        return event.correlationIds().stream().anyMatch(id -> fold(id).equals(fold(text)));
    }

    private static boolean prose(String value) {
        return Pattern.compile("\\s").matcher(value).find();
    }

    private static boolean equal(Equal equal, String value) {
        if (fold(value).equals(fold(equal.value()))) return true;
        if (prose(value) && sequence(value, equal.value())) return true;
        return equal.field().equals("level")
                && rank(value).isPresent()
                && rank(value).equals(rank(equal.value()));
    }

    private static boolean whole(Whole whole, String value) {
        return whole.cased()
                ? glob(whole.pattern()).matcher(value).matches()
                : glob(fold(whole.pattern())).matcher(fold(value)).matches();
    }

    private static boolean fellow(Fellow fellow, LogEvent event) {
        return event.fields().all(fellow.field()).stream()
                .anyMatch(one -> event.fields().all(fellow.other()).stream()
                        .anyMatch(other -> compares(fellow.how(), fold(one), fold(other))));
    }

    private static boolean compares(Fellow.How how, String one, String other) {
        return switch (how) {
            case SAME -> one.equals(other);
            case STARTS -> one.startsWith(other);
            case ENDS -> one.endsWith(other);
            case CONTAINS -> one.contains(other);
        };
    }

    /** Of times in RFC 3339, dates and seconds since the epoch: there are no others in the world of the tests. */
    private static boolean within(TimePart part, String value) {
        ZonedDateTime time;
        try {
            time = instant(value.replace(' ', 'T')).atZone(ZoneOffset.UTC);
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
        int number = switch (part.part()) {
            case MINUTE -> time.getMinute();
            case HOUR -> time.getHour();
            case DAY -> time.getDayOfMonth();
            case WEEK -> Integer.parseInt(time.format(DateTimeFormatter.ofPattern("w", Locale.GERMANY)));
            case MONTH -> time.getMonthValue();
            case YEAR -> time.getYear();
        };
        return part.low() <= number && number <= part.high();
    }

    private static boolean wildcard(Wildcard wildcard, LogEvent event) {
        Pattern pattern = glob(fold(wildcard.pattern()));
        Stream<String> whole = values(event, wildcard.field());
        Stream<String> proses =
                values(event, wildcard.field()).filter(value -> wildcard.field() == null || prose(value));
        Stream<String> ids = wildcard.field() == null ? event.correlationIds().stream() : Stream.of();
        return Stream.of(whole.map(Oracle::fold), ids.map(Oracle::fold), proses.flatMap(value -> words(value).stream()))
                .flatMap(texts -> texts)
                .anyMatch(text -> pattern.matcher(text).matches());
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') regex.append(".*");
            else if (c == '?') regex.append('.');
            else if (c == '\\') regex.append(Pattern.quote(pattern.substring(++i, i + 1)));
            else regex.append(Character.isSurrogate(c) ? "" + c : Pattern.quote("" + c));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static boolean found(String regex, String value) {
        return Pattern.compile(regex, ANY_CASE | Pattern.UNIX_LINES)
                .matcher(value)
                .find();
    }

    private static boolean compare(Compare compare, LogEvent event) {
        Stream<Integer> signs =
                order(compare.field(), event, compare.value(), compare.value()).filter(sign -> sign != NONE);
        return switch (compare.operator()) {
            case LT -> signs.anyMatch(sign -> sign < 0);
            case LE -> signs.anyMatch(sign -> sign <= 0);
            case GT -> signs.anyMatch(sign -> sign > 0);
            case GE -> signs.anyMatch(sign -> sign >= 0);
        };
    }

    private static boolean between(Between between, LogEvent event) {
        boolean[] above = signs(between, event, between.low(), between.high(), 1, between.lowInclusive());
        boolean[] below = signs(between, event, between.high(), between.low(), -1, between.highInclusive());
        for (int i = 0; i < above.length; i++) {
            if (above[i] && below[i]) return true;
        }
        return false;
    }

    /** For each value whether it lies on the given side of the bound. */
    private static boolean[] signs(
            Between between, LogEvent event, String bound, String other, int side, boolean inclusive) {
        String real = bound.equals("*") ? other : bound;
        List<Integer> signs = order(between.field(), event, real, other.equals("*") ? real : other)
                .toList();
        boolean[] within = new boolean[signs.size()];
        for (int i = 0; i < within.length; i++) {
            int sign = signs.get(i);
            within[i] = sign != NONE && (bound.equals("*") || sign * side > 0 || (sign == 0 && inclusive));
        }
        return within;
    }

    /** The sign of each value against the bound; {@code other} only helps to decide the order. */
    private static Stream<Integer> order(String field, LogEvent event, String bound, String other) {
        if (field.equals("time") || field.equals("_time"))
            return Stream.of(event.time().compareTo(instant(bound)));
        return of(event, field).map(value -> sign(field, value, bound, other));
    }

    private static int sign(String field, String value, String bound, String other) {
        if (field.equals("level") && rank(bound).isPresent() && rank(other).isPresent()) {
            return rank(value).isEmpty()
                    ? NONE
                    : Integer.compare(rank(value).getAsInt(), rank(bound).getAsInt());
        }
        if (!field.equals("_id") && number(bound) && number(other)) {
            return number(value) ? new BigDecimal(value).compareTo(new BigDecimal(bound)) : NONE;
        }
        byte[] folded = fold(value).getBytes(StandardCharsets.UTF_8);
        return Integer.signum(Arrays.compareUnsigned(folded, fold(bound).getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean number(String text) {
        return NUMBER.matcher(text).matches();
    }

    private static OptionalInt rank(String text) {
        LogLevel level = LogLevel.parse(text.toUpperCase(Locale.ROOT));
        List<LogLevel> levels = List.of(LogLevel.values());
        return level == null ? OptionalInt.empty() : OptionalInt.of(levels.indexOf(level));
    }

    private static Instant instant(String text) {
        if (number(text)) return Instant.ofEpochSecond(Long.parseLong(text));
        return OffsetDateTime.parse(text.length() == 10 ? text + "T00:00:00Z" : text)
                .toInstant();
    }

    private static boolean inBlock(String block, String value) {
        if (!ADDRESS.matcher(value).matches()) return false;
        String[] parts = block.split("/", -1);
        int bits = Integer.parseInt(parts[1]) + (parts[0].contains(":") ? 0 : 96);
        return bits(value).shiftRight(128 - bits).equals(bits(parts[0]).shiftRight(128 - bits));
    }

    private static BigInteger bits(String literal) {
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            BigInteger number = new BigInteger(1, bytes);
            return bytes.length == 4 ? number.add(BigInteger.valueOf(0xffffL).shiftLeft(32)) : number;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
