package io.tocsin.store;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Messages as programs write them: one of a few sentences, with variables at the beginning, at the end, side by side, and in
 * the middle of words. A store that keeps sentences and variables apart must still find words that straddle both.
 */
final class RandomMessages {
    /** A number, an address, an ID, a name, a piece of hexadecimal text, a time, anything. */
    private static final List<String> SENTENCES = List.of(
            "connection pool exhausted: %n of %n",
            "%w logged in from %a",
            "user%nx left",
            "%n",
            "%n%h",
            "%h-%n_%w took %n ms",
            "GET /api/v1/orders/%n/items/%h 200 %nms",
            "retry %n/%n for request_id=%i (client=%a:%n)",
            "a.%w-%n_d",
            "Order %i: amount=-%n.%n EUR, user \"%w\"",
            "%w%w %w",
            "block blk_-%n terminating",
            "at %t: %w",
            "ΣΊΣΥΦΟΣ rolled %n stones, σίσυφος %w",
            "%z",
            " %w  %n ",
            "\t%n\n\tat io.%w.Main(Main.java:%n)\n",
            "timed out after %nms",
            "%n.%n.%n.%n",
            "x=%n y=%n z=%w");

    private static final List<String> NAMES =
            List.of("anna", "Bob", "BOB", "payment_api", "Zoë", "ZOË", "x", "5x", "_", "pool", "", "naïve", "日本", "😀");

    private static final List<String> NUMBERS =
            List.of("0", "00", "007", "5", "-5", "12", "999999999999", "18446744073709551616", "1e3", "0x1F", "3.14");

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    String message() {
        String sentence = SENTENCES.get(random.nextInt(SENTENCES.size()));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentence.length(); i++) {
            char c = sentence.charAt(i);
            if (c == '%') text.append(variable(sentence.charAt(++i)));
            else text.append(c);
        }
        return text.toString();
    }

    /** A part of a message, cut anywhere. */
    String part() {
        String message = message();
        int from = random.nextInt(message.length() + 1);
        int to = from + random.nextInt(message.length() - from + 1);
        String part = message.substring(from, to);
        // Half of the time from a space to a space, so that whole words are sought, too.
        int space = part.indexOf(' ');
        return random.nextBoolean() || space < 0
                ? part
                : part.substring(space + 1, Math.max(space + 1, part.lastIndexOf(' ')));
    }

    private String variable(char kind) {
        return switch (kind) {
            case 'n' -> random.nextInt(4) == 0 ? NUMBERS.get(random.nextInt(NUMBERS.size())) : "" + random.nextInt(30);
            case 'h' -> Integer.toHexString(0xab00 + random.nextInt(20));
            case 'i' -> id();
            case 'a' -> address();
            case 't' -> RandomEvents.START.plusSeconds(random.nextInt(5)).toString();
            case 'z' -> RandomEvents.VALUES.get(random.nextInt(RandomEvents.VALUES.size()));
            default -> NAMES.get(random.nextInt(NAMES.size()));
        };
    }

    String id() {
        return switch (random.nextInt(4)) {
            case 0 -> "req-" + Integer.toHexString(0x12ab34c0 + random.nextInt(12));
            case 1 ->
                "REQ-" + Integer.toHexString(0x12ab34c0 + random.nextInt(12)).toUpperCase(Locale.ROOT);
            case 2 -> "%08x-0000-4000-8000-%012x".formatted(random.nextInt(6), random.nextInt(3));
            default -> "" + random.nextInt(20);
        };
    }

    String address() {
        return switch (random.nextInt(5)) {
            case 0 -> "10.0.0." + random.nextInt(4);
            case 1 -> "10.1." + random.nextInt(3) + ".255";
            case 2 -> "::ffff:10.0.0." + random.nextInt(3);
            case 3 -> "fe80::" + random.nextInt(3);
            default -> "192.168.0." + (random.nextBoolean() ? "1" : "01");
        };
    }
}
