package io.tocsin.store;

import io.tocsin.query.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Times such as {@code 2026-01-05T08:00:01.010Z} that differ in nothing but their digits: units since 1970 as the text says
 * them, without regard to the zone, and how many digits each shows after its seconds.
 */
final class TimeColumn extends DirectColumn {
    static final int MAX_DIGITS = 9;

    /** {@code 2026-01-05T08:00:01} */
    static final int SECONDS_LENGTH = 19;

    private static final long DAY = 86_400;
    private static final int OFFSET_LENGTH = 6;

    private final byte separator;
    private final byte mark;
    private final byte[] suffix;
    private final int unitDigits;
    private final long[] amounts;
    private final long @Nullable [] digits;

    private TimeColumn(
            int separator, int mark, byte[] suffix, int unitDigits, long[] amounts, long @Nullable [] digits) {
        super(amounts.length);
        this.separator = (byte) separator;
        this.mark = (byte) mark;
        this.suffix = suffix;
        this.unitDigits = unitDigits;
        this.amounts = amounts;
        this.digits = digits;
    }

    @Override
    public String characters() {
        String zone = new String(suffix, StandardCharsets.UTF_8);
        return Words.fold("0123456789-:" + (char) separator + (char) mark + zone);
    }

    static TimeColumn read(ColumnSource source, int rows) throws IOException {
        BlockSource head = source.head();
        int separator = head.octet();
        int mark = head.octet();
        byte[] suffix = head.bytes();
        int unitDigits = head.count(MAX_DIGITS);
        boolean mixed = head.octet() != 0;
        long[] amounts = Integers.read(source, rows);
        long[] digits = mixed ? Integers.read(source, rows) : null;
        if (digits != null) {
            for (long shown : digits) {
                if (shown < 0 || shown > unitDigits) {
                    throw new IOException("cannot read block: " + shown + " digits of " + unitDigits);
                }
            }
        }
        return new TimeColumn(separator, mark, suffix, unitDigits, amounts, digits);
    }

    @Override
    public byte[] value(int code) {
        int shown = digits == null ? unitDigits : (int) digits[code];
        long unit = NumberColumn.power(unitDigits);
        long second = Math.floorDiv(amounts[code], unit);
        long fraction = Math.floorMod(amounts[code], unit) / NumberColumn.power(unitDigits - shown);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, DAY));
        int ofDay = (int) Math.floorMod(second, DAY);
        int marked = shown == 0 ? 0 : shown + 1;
        byte[] text = new byte[SECONDS_LENGTH + marked + suffix.length];
        put(text, 0, 4, date.getYear());
        text[4] = '-';
        put(text, 5, 2, date.getMonthValue());
        text[7] = '-';
        put(text, 8, 2, date.getDayOfMonth());
        text[10] = separator;
        put(text, 11, 2, ofDay / 3600);
        text[13] = ':';
        put(text, 14, 2, ofDay / 60 % 60);
        text[16] = ':';
        put(text, 17, 2, ofDay % 60);
        if (marked > 0) {
            text[SECONDS_LENGTH] = mark;
            put(text, SECONDS_LENGTH + 1, shown, fraction);
        }
        System.arraycopy(suffix, 0, text, SECONDS_LENGTH + marked, suffix.length);
        return text;
    }

    private static void put(byte[] text, int at, int digits, long value) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    @Override
    public double @Nullable [] numbers() {
        return null;
    }

    /** The instants as {@link IndexTime} counts them; null when the texts do not say their zone. */
    long @Nullable [] instants() {
        long offset = offset(suffix);
        if (offset == Long.MIN_VALUE) return null;
        long unit = NumberColumn.power(MAX_DIGITS - unitDigits);
        long[] instants = new long[amounts.length];
        for (int i = 0; i < instants.length; i++) instants[i] = amounts[i] * unit - offset;
        return instants;
    }

    /** Nanoseconds east of Greenwich, or {@link Long#MIN_VALUE} for what is no zone. */
    static long offset(byte[] suffix) {
        String zone = new String(suffix, StandardCharsets.ISO_8859_1);
        if (zone.equals("Z")) return 0;
        if (zone.length() != OFFSET_LENGTH || !zone.matches("[+-][0-9]{2}:[0-9]{2}")) return Long.MIN_VALUE;
        long minutes = Integer.parseInt(zone, 1, 3, 10) * 60L + Integer.parseInt(zone, 4, 6, 10);
        long nanos = minutes * 60 * NumberColumn.power(MAX_DIGITS);
        return zone.charAt(0) == '-' ? -nanos : nanos;
    }
}
