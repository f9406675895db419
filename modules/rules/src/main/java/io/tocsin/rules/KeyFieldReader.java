package io.tocsin.rules;

import io.tocsin.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a field, perhaps through a function: {@code ip}, {@code lower(user)}, {@code cidr(ip, 24)}, {@code template(message)}. */
final class KeyFieldReader {
    static final List<String> FUNCTIONS = List.of("lower", "cidr", "template");

    private static final Pattern FIELD = Pattern.compile("[^\\s(),:\"'<>=]+");
    private static final int FOUR_BITS = 32;
    private static final int SIX_BITS = 128;

    private KeyFieldReader() {}

    /**
     * Reads one field.
     *
     * @throws WhenSyntaxException when the text is none
     */
    static KeyField parse(String text) {
        if (FIELD.matcher(text).matches()) return KeyField.of(text);
        TextCursor cursor = new TextCursor(text);
        Call call = Call.read(cursor);
        if (call == null || call.argument() == null || !cursor.rest().isBlank())
            throw new WhenSyntaxException("'" + text + "' is no field name", 0);
        return of(call);
    }

    /** The only field that a call takes. */
    static KeyField only(Call call) {
        List<KeyField> fields = all(call);
        if (fields.size() == 1) return fields.getFirst();
        throw new WhenSyntaxException(
                call.print() + " takes one field, as in " + call.name() + "(bytes), not " + fields.size(),
                call.argumentAt());
    }

    /** The fields that a call takes. */
    static List<KeyField> all(Call call) {
        List<KeyField> fields = new ArrayList<>();
        for (Call.Word word : call.words()) {
            try {
                fields.add(parse(word.text()));
            } catch (WhenSyntaxException e) {
                throw new WhenSyntaxException(String.valueOf(e.getMessage()), word.at() + e.position());
            }
        }
        return fields;
    }

    private static KeyField of(Call call) {
        if (!FUNCTIONS.contains(call.name())) {
            String hint = Nearest.hint(call.name(), FUNCTIONS);
            throw new WhenSyntaxException(
                    "unknown function '" + call.name() + "'"
                            + (hint.isEmpty() ? ", known are " + String.join(", ", FUNCTIONS) : hint),
                    call.nameAt());
        }
        List<Call.Word> words = call.words();
        if (words.isEmpty() || !FIELD.matcher(words.getFirst().text()).matches())
            throw new WhenSyntaxException(call.print() + " takes a field", call.argumentAt());
        String field = words.getFirst().text();
        return switch (call.name()) {
            case "lower" -> plain(call, words, new Transform.Lower());
            case "template" -> plain(call, words, new Transform.Pattern());
            default -> KeyField.of(call.name() + "(" + call.argument() + ")", "cidr", field, network(call, words));
        };
    }

    private static KeyField plain(Call call, List<Call.Word> words, Transform transform) {
        if (words.size() > 1)
            throw new WhenSyntaxException(
                    call.print() + " takes one field", words.get(1).at());
        String field = words.getFirst().text();
        return KeyField.of(call.name() + "(" + field + ")", call.name(), field, transform);
    }

    private static Transform network(Call call, List<Call.Word> words) {
        if (words.size() < 2 || words.size() > 3)
            throw new WhenSyntaxException(
                    "cidr() takes a field and the bits of IPv4 and, if they differ from 64, of IPv6: cidr(ip, 24, 48)",
                    call.argumentAt());
        int four = bits(words.get(1), FOUR_BITS);
        int six = words.size() == 2 ? Transform.Network.SIX_DEFAULT : bits(words.get(2), SIX_BITS);
        return new Transform.Network(four, six);
    }

    private static int bits(Call.Word word, int most) {
        @Nullable Integer bits = word.text().matches("[0-9]{1,3}") ? Integer.valueOf(word.text()) : null;
        if (bits != null && bits <= most) return bits;
        throw new WhenSyntaxException("bits are 0 to " + most + ", not '" + word.text() + "'", word.at());
    }
}
