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
    private final Lazily<Shown> shown;

    /**
     * @param amounts in units since 1970
     * @param digits that each shows; null where all show as many as the unit has
     */
    private record Shown(IntegerRow amounts, @Nullable IntegerRow digits) {}

    private TimeColumn(int rows, int separator, int mark, byte[] suffix, int unitDigits, Lazily<Shown> shown) {
        super(rows);
        this.separator = (byte) separator;
        this.mark = (byte) mark;
        this.suffix = suffix;
        this.unitDigits = unitDigits;
        this.shown = shown;
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
        PackedIntegers amounts = PackedIntegers.read(source, rows);
        PackedIntegers digits = mixed ? PackedIntegers.read(source, rows) : null;
        Lazily<Shown> shown = new Lazily<>(() -> {
            IntegerRow all = amounts.unpack();
            source.unpacked().addAndGet(all.weight());
            return new Shown(all, digits == null ? null : checked(digits.unpack(), unitDigits));
        });
        return new TimeColumn(rows, separator, mark, suffix, unitDigits, shown);
    }

    private static IntegerRow checked(IntegerRow digits, int unitDigits) throws IOException {
        for (int i = 0; i < digits.rows(); i++) {
            long each = digits.get(i);
            if (each < 0 || each > unitDigits) {
                throw new IOException("cannot read block: " + each + " digits of " + unitDigits);
            }
        }
        return digits;
    }

    @Override
    public byte[] value(int code) throws IOException {
        Shown all = shown.get();
        long amount = all.amounts.get(code);
        int digits = all.digits == null ? unitDigits : (int) all.digits.get(code);
        long unit = NumberColumn.power(unitDigits);
        long second = Math.floorDiv(amount, unit);
        long fraction = Math.floorMod(amount, unit) / NumberColumn.power(unitDigits - digits);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, DAY));
        int ofDay = (int) Math.floorMod(second, DAY);
        int marked = digits == 0 ? 0 : digits + 1;
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
            put(text, SECONDS_LENGTH + 1, digits, fraction);
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

    /**
     * The instants as {@link IndexTime} counts them; null when the texts do not say their zone.
     *
     * @throws IOException when the bytes they are made of are corrupt
     */
    @Nullable
    IntegerRow instants() throws IOException {
        long offset = offset(suffix);
        if (offset == Long.MIN_VALUE) return null;
        return shown.get().amounts.scaled(NumberColumn.power(MAX_DIGITS - unitDigits), -offset);
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
