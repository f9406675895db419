package io.tocsin.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Go's way to describe how a time is written: by how Monday, 2 January 2006, 15:04:05 in the zone MST (-0700) would be. Java's
 * formatter does the work; this translates the one into the other, piece by piece, the longest piece first.
 */
final class Layout {
    /** No date of a person is described in more. */
    private static final int MAX_LENGTH = 200;

    private static final ZonedDateTime ZERO = ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, Values.UTC);

    private static final Map<String, Consumer<DateTimeFormatterBuilder>> PIECES = new LinkedHashMap<>();

    static {
        pattern("January", "MMMM");
        pattern("Jan", "MMM");
        pattern("Monday", "EEEE");
        pattern("Mon", "EEE");
        pattern("MST", "z");
        PIECES.put("2006", builder -> builder.appendValue(ChronoField.YEAR, 4));
        PIECES.put("-07:00:00", builder -> builder.appendOffset("+HH:MM:ss", "+00:00:00"));
        PIECES.put("-07:00", builder -> builder.appendOffset("+HH:MM", "+00:00"));
        PIECES.put("-070000", builder -> builder.appendOffset("+HHMMss", "+000000"));
        PIECES.put("-0700", builder -> builder.appendOffset("+HHMM", "+0000"));
        PIECES.put("-07", builder -> builder.appendOffset("+HH", "+00"));
        PIECES.put("Z07:00", builder -> builder.appendOffset("+HH:MM", "Z"));
        PIECES.put("Z0700", builder -> builder.appendOffset("+HHMM", "Z"));
        PIECES.put("Z07", builder -> builder.appendOffset("+HH", "Z"));
        pattern("002", "DDD");
        PIECES.put("__2", builder -> builder.append(padded(ChronoField.DAY_OF_YEAR, 3)));
        pattern("01", "MM");
        pattern("02", "dd");
        pattern("03", "hh");
        pattern("04", "mm");
        pattern("05", "ss");
        PIECES.put("06", builder -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1969));
        PIECES.put("_2", builder -> builder.append(padded(ChronoField.DAY_OF_MONTH, 2)));
        pattern("15", "HH");
        PIECES.put("PM", builder -> builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM")));
        PIECES.put("pm", builder -> builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "am", 1L, "pm")));
        pattern("1", "M");
        pattern("2", "d");
        pattern("3", "h");
        pattern("4", "m");
        pattern("5", "s");
    }

    private final String layout;

    private Layout(String layout) {
        this.layout = layout;
    }

    private static void pattern(String piece, String javaPattern) {
        PIECES.put(piece, builder -> builder.appendPattern(javaPattern));
    }

    /** Of its own, because a builder cannot put a number right behind a padded one. */
    private static DateTimeFormatter padded(TemporalField field, int width) {
        return new DateTimeFormatterBuilder().padNext(width).appendValue(field).toFormatter(Locale.US);
    }

    static Layout of(String layout) {
        if (layout.length() > MAX_LENGTH)
            throw new Refusal("cannot use a time layout of " + layout.length() + " characters: at most " + MAX_LENGTH
                    + " are allowed");
        return new Layout(layout);
    }

    private DateTimeFormatter formatter(boolean reading) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (int at = 0; at < layout.length(); ) at += piece(at, reading, builder);
        return builder.toFormatter(Locale.US);
    }

    private int piece(int at, boolean reading, DateTimeFormatterBuilder builder) {
        int fraction = fraction(at);
        if (fraction > 0) {
            boolean fixed = layout.charAt(at + 1) == '0';
            if (fixed) builder.appendLiteral(layout.charAt(at));
            builder.appendFraction(ChronoField.NANO_OF_SECOND, fixed ? fraction : 0, fraction, !fixed);
            return fraction + 1;
        }
        for (Map.Entry<String, Consumer<DateTimeFormatterBuilder>> entry : PIECES.entrySet()) {
            String piece = entry.getKey();
            if (!layout.startsWith(piece, at) || isStartOfWord(piece, at + piece.length())) continue;
            entry.getValue().accept(builder);
            boolean seconds = piece.equals("05") || piece.equals("5");
            // Go reads decimals behind the seconds although the layout has none.
            if (seconds && reading && fraction(at + piece.length()) == 0)
                builder.appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true);
            return piece.length();
        }
        builder.appendLiteral(layout.charAt(at));
        return 1;
    }

    /** {@code Jan} and {@code Mon} must not begin another word: "Month" says nothing. */
    private boolean isStartOfWord(String piece, int end) {
        return (piece.equals("Jan") || piece.equals("Mon"))
                && end < layout.length()
                && Character.isLowerCase(layout.charAt(end));
    }

    /** How many decimals {@code .000} or {@code ,999} at this place asks for. */
    private int fraction(int at) {
        if (at + 1 >= layout.length() || (layout.charAt(at) != '.' && layout.charAt(at) != ',')) return 0;
        char digit = layout.charAt(at + 1);
        if (digit != '0' && digit != '9') return 0;
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) end++;
        boolean number = end < layout.length() && Character.isDigit(layout.charAt(end));
        return number || end - at - 1 > 9 ? 0 : end - at - 1;
    }

    String format(ZonedDateTime time) {
        try {
            return formatter(false).format(time);
        } catch (DateTimeException e) {
            throw new Refusal("cannot write this time: " + e.getMessage());
        }
    }

    /** The time that a text says; in UTC unless it says where. */
    ZonedDateTime parse(String text) {
        try {
            TemporalAccessor parsed = formatter(true).parse(text);
            LocalDate day = LocalDate.of(
                    part(parsed, ChronoField.YEAR, 0),
                    part(parsed, ChronoField.MONTH_OF_YEAR, 1),
                    part(parsed, ChronoField.DAY_OF_MONTH, 1));
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId said = parsed.query(TemporalQueries.zone());
            ZoneId zone = said == null || said.equals(ZoneOffset.UTC) ? Values.UTC : said;
            return LocalDateTime.of(day, time == null ? LocalTime.MIDNIGHT : time)
                    .atZone(zone);
        } catch (DateTimeException e) {
            throw new Refusal("cannot read the time \"" + text + "\": " + e.getMessage());
        }
    }

    /** The same, and the zero time for what is none. */
    ZonedDateTime parseOrZero(String text) {
        try {
            return parse(text);
        } catch (Refusal refusal) {
            return ZERO;
        }
    }

    private static int part(TemporalAccessor parsed, TemporalField field, int otherwise) {
        return parsed.isSupported(field) ? parsed.get(field) : otherwise;
    }
}
