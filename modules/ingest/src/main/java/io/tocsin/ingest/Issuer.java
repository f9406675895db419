package io.tocsin.ingest;

import java.util.List;

/** How the numbers of the large card schemes begin (ISO/IEC 7812), and how long they are. */
final class Issuer {
    private static final int PREFIX_DIGITS = 6;

    private static final List<Range> RANGES = List.of(
            // Visa
            range("4", "4", 13, 13),
            range("4", "4", 16, 16),
            range("4", "4", 19, 19),
            // Mastercard
            range("51", "55", 16, 16),
            range("2221", "2720", 16, 16),
            // American Express
            range("34", "34", 15, 15),
            range("37", "37", 15, 15),
            // Discover, and RuPay under 65
            range("6011", "6011", 16, 19),
            range("644", "659", 16, 19),
            // Diners Club
            range("300", "305", 14, 19),
            range("3095", "3095", 14, 19),
            range("36", "36", 14, 19),
            range("38", "39", 14, 19),
            // JCB
            range("3528", "3589", 16, 19),
            // UnionPay, and RuPay under 81
            range("62", "62", 16, 19),
            range("81", "81", 16, 19),
            // Maestro
            range("5018", "5018", 13, 19),
            range("5020", "5020", 13, 19),
            range("5038", "5038", 13, 19),
            range("5893", "5893", 13, 19),
            range("6304", "6304", 13, 19),
            range("6759", "6759", 13, 19),
            range("6761", "6763", 13, 19),
            // Mir
            range("2200", "2204", 16, 19),
            // RuPay
            range("508", "508", 16, 16),
            range("60", "60", 16, 16),
            range("82", "82", 16, 16));

    private Issuer() {}

    /** All numbers whose first digits lie between two, of some lengths. */
    private record Range(int low, int high, int shortest, int longest) {}

    private static Range range(String low, String high, int shortest, int longest) {
        String lowest = low + "0".repeat(PREFIX_DIGITS - low.length());
        String highest = high + "9".repeat(PREFIX_DIGITS - high.length());
        return new Range(Integer.parseInt(lowest), Integer.parseInt(highest), shortest, longest);
    }

    /** Whether a scheme has cards that begin like this and are as long. */
    static boolean knows(int[] digits, int count) {
        int prefix = 0;
        for (int i = 0; i < PREFIX_DIGITS; i++) prefix = prefix * 10 + digits[i];
        for (Range range : RANGES) {
            if (prefix >= range.low && prefix <= range.high && count >= range.shortest && count <= range.longest) {
                return true;
            }
        }
        return false;
    }
}
