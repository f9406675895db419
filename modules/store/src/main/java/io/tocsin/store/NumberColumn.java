package io.tocsin.store;

import io.tocsin.query.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values such as {@code 17}, {@code -3} and {@code 0.50}, perhaps with a text before and after that all share: whole numbers
 * in units of the smallest place, and how many places each value shows.
 */
final class NumberColumn extends DirectColumn {
    /** Ten to that power and more does not fit with anything before it. */
    static final int MAX_DIGITS = 18;

    private static final long EXACT = 1L << 53;
    private static final long[] POWERS = new long[MAX_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) POWERS[i] = POWERS[i - 1] * 10;
    }

    private final byte[] prefix;
    private final byte[] suffix;
    private final int unitPlaces;
    private final Lazily<Shown> shown;

    /**
     * @param amounts in units of the smallest place
     * @param places that each shows; null where all show as many as the unit has
     */
    private record Shown(IntegerRow amounts, @Nullable IntegerRow places) {}

    private NumberColumn(int rows, byte[] prefix, byte[] suffix, int unitPlaces, Lazily<Shown> shown) {
        super(rows);
        this.prefix = prefix;
        this.suffix = suffix;
        this.unitPlaces = unitPlaces;
        this.shown = shown;
    }

    static long power(int exponent) {
        return POWERS[exponent];
    }

    static NumberColumn read(ColumnSource source, int rows) throws IOException {
        byte[] prefix = source.head().bytes();
        byte[] suffix = source.head().bytes();
        int unitPlaces = source.head().count(MAX_DIGITS);
        boolean mixed = source.head().octet() != 0;
        PackedIntegers amounts = PackedIntegers.read(source, rows);
        PackedIntegers places = mixed ? PackedIntegers.read(source, rows) : null;
        Lazily<Shown> shown = new Lazily<>(() -> {
            IntegerRow all = amounts.unpack();
            source.unpacked().addAndGet(all.weight());
            return new Shown(all, places == null ? null : checked(places.unpack(), unitPlaces));
        });
        return new NumberColumn(rows, prefix, suffix, unitPlaces, shown);
    }

    private static IntegerRow checked(IntegerRow places, int unitPlaces) throws IOException {
        for (int i = 0; i < places.rows(); i++) {
            long each = places.get(i);
            if (each < 0 || each > unitPlaces) {
                throw new IOException("cannot read block: " + each + " places of " + unitPlaces);
            }
        }
        return places;
    }

    @Override
    public byte[] value(int code) throws IOException {
        Shown all = shown.get();
        long amount = all.amounts.get(code);
        if (unitPlaces == 0 && amount >= 0) return whole(amount);
        byte[] digits = text(all, code).getBytes(StandardCharsets.ISO_8859_1);
        byte[] value = around(digits.length);
        System.arraycopy(digits, 0, value, prefix.length, digits.length);
        return value;
    }

    /** Nearly all are such, and expressions ask them by the million: their digits without a text in between. */
    private byte[] whole(long amount) {
        int length = 1;
        while (length <= MAX_DIGITS && amount >= POWERS[length]) length++;
        byte[] value = around(length);
        long left = amount;
        for (int at = prefix.length + length; at > prefix.length; left /= 10) value[--at] = (byte) ('0' + left % 10);
        return value;
    }

    /** What stands before and after so many bytes. */
    private byte[] around(int length) {
        byte[] value = Arrays.copyOf(prefix, prefix.length + length + suffix.length);
        System.arraycopy(suffix, 0, value, prefix.length + length, suffix.length);
        return value;
    }

    private String text(Shown all, int code) {
        long amount = all.amounts.get(code);
        int places = all.places == null ? unitPlaces : (int) all.places.get(code);
        if (unitPlaces > 0) amount /= POWERS[unitPlaces - places];
        if (places == 0) return Long.toString(amount);
        String digits = Long.toString(Math.abs(amount));
        String padded = digits.length() > places ? digits : "0".repeat(places + 1 - digits.length()) + digits;
        int point = padded.length() - places;
        return (amount < 0 ? "-" : "") + padded.substring(0, point) + "." + padded.substring(point);
    }

    @Override
    public String characters() {
        String around = new String(prefix, StandardCharsets.UTF_8) + new String(suffix, StandardCharsets.UTF_8);
        return "0123456789.-" + Words.fold(around);
    }

    @Override
    public double @Nullable [] numbers() throws IOException {
        if (prefix.length + suffix.length > 0) return null;
        Shown all = shown.get();
        double[] numbers = new double[rows()];
        double unit = POWERS[unitPlaces];
        for (int i = 0; i < numbers.length; i++) {
            long amount = all.amounts.get(i);
            // Both exact, so the quotient is the double nearest to the decimal, as parsing it would give.
            boolean exact = -EXACT <= amount && amount <= EXACT;
            numbers[i] = exact || unitPlaces == 0 ? amount / unit : Double.parseDouble(text(all, i));
        }
        return numbers;
    }
}
