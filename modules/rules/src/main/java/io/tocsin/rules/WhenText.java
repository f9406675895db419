package io.tocsin.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a condition, before its meaning.
 *
 * @param text as written
 * @param call null when it is none, but an expression over the fields of an event
 * @param threshold null when nothing is compared, or when the severities are
 */
record WhenText(String text, @Nullable Call call, @Nullable Threshold threshold) {
    /** What may be written without parentheses; everything else without them is a field. */
    private static final List<String> BARE = List.of("any", "absent", "count", "sequence", "together");

    /**
     * Reads the form.
     *
     * @throws WhenSyntaxException when the text is a call and has another form
     */
    static WhenText parse(String text) {
        TextCursor cursor = new TextCursor(text);
        Call call = Call.read(cursor);
        cursor.skipSpace();
        if (call == null || !isCondition(call) || cursor.nextIs('.')) return new WhenText(text, null, null);
        return new WhenText(text, call, Threshold.read(cursor));
    }

    private static boolean isCondition(Call call) {
        return call.argument() == null ? BARE.contains(call.name()) : WhenParser.knows(call.name());
    }
}
