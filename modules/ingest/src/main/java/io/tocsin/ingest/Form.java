package io.tocsin.ingest;

import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A layout, and what the decoder must know of it besides. */
final class Form {
    private final Layout layout;
    private final int[] timeLeaves;
    private final int[] cardLeaves;
    private final boolean hides;
    private final boolean severalLines;

    private Form(Layout layout, Fields leaves, int[] timeLeaves, Masks masks) {
        this.layout = layout;
        this.timeLeaves = timeLeaves;
        this.cardLeaves = IntStream.range(0, leaves.size())
                .filter(leaf -> masks.cardsIn(leaves.name(leaf)))
                .toArray();
        this.hides = leaves.names().stream().anyMatch(name -> masks.hides(name) || masks.hides(Flattener.path(name)));
        this.severalLines = IntStream.rangeClosed(0, leaves.size()).anyMatch(gap -> hasLineBreak(layout.gap(gap)));
    }

    Layout layout() {
        return layout;
    }

    /** The leaves that may say when it happened, the best first; not to be written to. */
    int[] timeLeaves() {
        return timeLeaves;
    }

    /** The leaves in which a card number is looked for; not to be written to. */
    int[] cardLeaves() {
        return cardLeaves;
    }

    /** Whether one of its fields is hidden as a whole. */
    boolean hides() {
        return hides;
    }

    /** Whether there is a line break between the values. */
    boolean severalLines() {
        return severalLines;
    }

    /**
     * The form of an event that was read before, or null when its values decide more than one at a time about its fields.
     *
     * @param gaps one more than there are fields sent; kept
     * @param event a field for each leaf
     * @param pool gives equal names as one
     */
    static @Nullable Form of(
            List<byte[]> gaps, TokenReader.Sent event, AliasIndex aliases, Masks masks, UnaryOperator<String> pool) {
        Fields sent = event.fields();
        long bits = event.bits();
        // The fields of a form are found as those of an event are, of one whose values are the numbers of its leaves.
        Fields.Builder byLeaf = new Fields.Builder();
        for (int leaf = 0; leaf < sent.size(); leaf++) byLeaf.add(sent.name(leaf), Integer.toString(leaf));
        Fields leaves = byLeaf.build();
        Level level = Level.of(leaves, aliases.levelPaths(bits));
        if (level == null) return null;
        aliases.normalise(bits, leaves, byLeaf);
        List<Layout.Field> fields = new ArrayList<>();
        byLeaf.build().forEach((name, leaf) -> fields.add(new Layout.Field(pool.apply(name), Integer.parseInt(leaf))));
        if (level.optional) fields.add(new Layout.Field(FieldNames.LEVEL, level.leaf));
        int levelField = level.optional ? fields.size() - 1 : level.leaf;
        Layout layout =
                new Layout(gaps, fields, numbers(aliases.correlationIds(bits, leaves)), levelField, level.optional);
        int[] times = numbers(aliases.times(leaves)).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        return new Form(layout, leaves, times, masks);
    }

    private static List<Integer> numbers(List<String> leaves) {
        return leaves.stream().map(Integer::valueOf).toList();
    }

    private static boolean hasLineBreak(byte[] gap) {
        for (byte b : gap) {
            if (b == '\n') return true;
        }
        return false;
    }

    /** The one leaf that gives the level, which is a field of the same number when it is called level itself. */
    private record Level(int leaf, boolean optional) {
        /** Null where several might. */
        static @Nullable Level of(Fields leaves, List<String> paths) {
            if (paths.isEmpty()) return new Level(Layout.NONE, false);
            List<String> own = leaves.all(FieldNames.LEVEL);
            boolean optional = own.isEmpty();
            if (optional) paths.forEach(path -> own.addAll(leaves.all(path)));
            if (own.size() > 1) return null;
            return own.isEmpty()
                    ? new Level(Layout.NONE, false)
                    : new Level(Integer.parseInt(own.getFirst()), optional);
        }
    }
}
